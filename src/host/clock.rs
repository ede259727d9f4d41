//! The only place that reads the time.
//!
//! [`Clock`] counts from the start of the program, sleep of the machine included. [`AbsenceWatch`] says
//! from two readings whether anybody was looking in between; it reads nothing itself, so that an
//! absence of an hour can be tried in no time. What an absence means for a session is not known
//! here.

use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use parking_lot::Mutex;
use rustix::time::{ClockId, clock_gettime};

use crate::history::checkpoint::Seen;
use crate::seconds::Moment;
use crate::words;

/// How late, in real time, a deadline may be met before somebody must have been away.
pub const LATE: Duration = Duration::from_secs(2);

/// How far boot time and monotonic time may part between two looks before the machine must have
/// slept.
pub const SLEPT: Duration = Duration::from_millis(500);

/// How often it is looked whether the machine is in another time zone by now.
const LOOK_AT_ZONE: Duration = Duration::from_secs(60);

/// A stop of less real time than this is none: whoever lets a program go on does not always know
/// that it was stopped, and says so twice.
const SHORTEST_STOP: Duration = Duration::from_secs(1);

/// One look at both clocks: real time since some fixed point of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockReading {
    /// Counts on while the machine sleeps.
    pub boot: Duration,
    /// Stands still while the machine sleeps.
    pub awake: Duration,
}

/// The time since the program started, times the speed that was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    start: ClockReading,
    speed: f64,
    /// The moment at its start.
    first: Moment,
}

impl Clock {
    /// A clock that stands at [`Moment::ZERO`] now and runs `speed` times as fast as the wall
    /// clock. A speed that is no number above zero counts as 1.
    pub fn start(speed: f64) -> Clock {
        let sound = speed.is_finite() && speed > 0.0;
        Clock { start: read(), speed: if sound { speed } else { 1.0 }, first: Moment::ZERO }
    }

    /// A clock that stands at `first` now and runs as fast as the wall clock: what began before
    /// the program did has a moment on it as well.
    pub fn start_at(first: Moment) -> Clock {
        Clock { first, ..Clock::start(1.0) }
    }

    /// [`Moment::ZERO`] in the calendar.
    pub fn zero(&self) -> Timestamp {
        let since = signed(self.first.0.saturating_add(self.look().boot));
        Clock::wall().checked_sub(since).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// What it is now.
    pub fn now(&self) -> Moment {
        self.moment(self.look())
    }

    /// Both clocks now, in real time since the start.
    pub fn look(&self) -> ClockReading {
        let now = read();
        ClockReading {
            boot: now.boot.saturating_sub(self.start.boot),
            awake: now.awake.saturating_sub(self.start.awake),
        }
    }

    /// The moment that belongs to a reading of this clock.
    pub fn moment(&self, reading: ClockReading) -> Moment {
        let is_real = self.speed == 1.0;
        self.first + if is_real { reading.boot } else { times(reading.boot, self.speed) }
    }

    /// The real time since the start at which it will be `moment`. Never too early: whoever
    /// sleeps until then finds that `now()` has come to `moment`.
    pub fn real(&self, moment: Moment) -> Duration {
        let since = moment.since(self.first);
        if self.speed == 1.0 {
            return since;
        }
        let real = times(since, 1.0 / self.speed);
        // More than all roundings together, less than anybody can tell.
        let margin = Duration::from_nanos(2) + times(real, f64::EPSILON * 4.0);
        real.saturating_add(margin)
    }

    /// How long it is, in real time, until `moment`; zero if it has passed.
    pub fn until(&self, moment: Moment) -> Duration {
        self.real(moment).saturating_sub(self.look().boot)
    }

    /// The time of day of a moment on the person's wall, like `14:02` or `yesterday 23:50`.
    pub fn time_of_day(&self, moment: Moment) -> String {
        words::time_of_day(&self.calendar(moment), &Clock::local())
    }

    /// A moment in the person's calendar, as the wall clock has it now.
    pub fn calendar(&self, moment: Moment) -> Zoned {
        let (now, local) = (self.now(), Clock::local());
        let real = |length: Duration| signed(length.div_f64(self.speed));
        let there = real(moment.since(now)) - real(now.since(moment));
        local.checked_add(there).unwrap_or(local)
    }

    /// A moment on the clocks that outlast the program.
    pub fn seen(&self, moment: Moment) -> Seen {
        let ago = self.now().since(moment);
        let wall = Clock::wall();
        Seen {
            wall: wall.checked_sub(signed(ago)).unwrap_or(wall),
            boot: boot().map(str::to_owned),
            since_boot: read().boot.saturating_sub(ago),
        }
    }

    /// The wall clock's time of a moment, as if it never were set.
    pub fn timestamp(&self, moment: Moment) -> Timestamp {
        let (now, real) = (self.look().boot, self.real(moment));
        Clock::wall().checked_add(signed(real) - signed(now)).unwrap_or(Timestamp::MAX)
    }

    /// What the wall clock says, whatever the speed; it needs no time zone and costs nothing.
    pub fn wall() -> Timestamp {
        Timestamp::now()
    }

    /// What the clock on the person's wall says. The first call reads the time zone.
    pub fn local() -> Zoned {
        Clock::wall().to_zoned(zone())
    }
}

/// The zone of this machine, as it stands now.
///
/// The usual one is read at once: to look it up by its name, every file below the folder of zones
/// would have to be found first, which takes some milliseconds.
///
/// Every clock on a screen asks for it several times a second; whether the machine has been moved
/// to another zone is looked at once a minute.
fn zone() -> TimeZone {
    static KNOWN: Mutex<Option<(Duration, TimeZone)>> = Mutex::new(None);
    let now = read().boot;
    let mut known = KNOWN.lock();
    if let Some((looked, zone)) = &*known
        && now.saturating_sub(*looked) < LOOK_AT_ZONE
    {
        return zone.clone();
    }
    let link = std::fs::read_link("/etc/localtime").ok();
    let link = link.filter(|_| std::env::var_os("TZ").is_none());
    let zone = link.and_then(|link| zone_behind(&link)).unwrap_or_else(TimeZone::system);
    *known = Some((now, zone.clone()));
    zone
}

/// The zone in the file that `/etc/localtime` leads to, with the name that its place gives it.
fn zone_behind(link: &Path) -> Option<TimeZone> {
    let (_, name) = link.to_str()?.split_once("/zoneinfo/")?;
    let is_usual = !name.starts_with("posix/") && !name.starts_with("right/");
    let file = std::fs::read(Path::new("/etc").join(link)).ok().filter(|_| is_usual)?;
    TimeZone::tzif(name, &file).ok()
}

/// For the calendar: nothing, where it has no room for a length.
fn signed(length: Duration) -> SignedDuration {
    SignedDuration::try_from(length).unwrap_or_default()
}

/// `length` times `factor`, at most the longest that there is.
fn times(length: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(length.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}

/// Which start of the machine this is, where that can be told.
pub fn boot() -> Option<&'static str> {
    static BOOT: OnceLock<Option<String>> = OnceLock::new();
    let read = || {
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(id.trim().to_owned()).filter(|id| !id.is_empty())
    };
    BOOT.get_or_init(read).as_deref()
}

fn time_of(id: ClockId) -> Duration {
    let time = clock_gettime(id);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

#[cfg(target_os = "linux")]
fn read() -> ClockReading {
    ClockReading { boot: time_of(ClockId::Boottime), awake: time_of(ClockId::Monotonic) }
}

/// Darwin's monotonic clock counts sleep; the one that does not is std's `Instant`.
#[cfg(not(target_os = "linux"))]
fn read() -> ClockReading {
    use std::time::Instant;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    ClockReading {
        boot: time_of(ClockId::Monotonic),
        awake: FIRST.get_or_init(Instant::now).elapsed(),
    }
}

/// Keeps an eye on whether somebody looks after the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct AbsenceWatch {
    /// The last look.
    pub seen: ClockReading,
}

impl AbsenceWatch {
    /// Begins to watch at `now`.
    pub fn start(now: ClockReading) -> AbsenceWatch {
        AbsenceWatch { seen: now }
    }

    /// Looks at `now`, woken for `deadline` (real time since the clock's start) or for something
    /// else before it. Returns when somebody was last seen, if nobody looked since: the deadline
    /// is long past, or the machine has slept.
    #[must_use]
    pub fn look(&mut self, now: ClockReading, deadline: Option<Duration>) -> Option<ClockReading> {
        let seen = std::mem::replace(&mut self.seen, now);
        let late = deadline.is_some_and(|due| now.boot.saturating_sub(due) > LATE);
        let boot = now.boot.saturating_sub(seen.boot);
        let awake = now.awake.saturating_sub(seen.awake);
        let slept = boot.saturating_sub(awake) >= SLEPT;
        (late || slept).then_some(seen)
    }

    /// Looks at `now`, after the process stopped itself: somebody was away, however short.
    #[must_use]
    pub fn suspended(&mut self, now: ClockReading) -> ClockReading {
        std::mem::replace(&mut self.seen, now)
    }

    /// Looks at `now`, after the process was stopped and let go on. The signal that says so may
    /// come after the return was noticed in another way; then there is nothing new to tell.
    #[must_use]
    pub fn returned(&mut self, now: ClockReading) -> Option<ClockReading> {
        let seen = std::mem::replace(&mut self.seen, now);
        (now.boot.saturating_sub(seen.boot) >= SHORTEST_STOP).then_some(seen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(boot: u64, awake: u64) -> ClockReading {
        ClockReading { boot: Duration::from_millis(boot), awake: Duration::from_millis(awake) }
    }

    #[test]
    fn the_zone_that_is_read_is_the_one_of_that_name() {
        let folder = Path::new("/usr/share/zoneinfo");
        for name in ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Etc/UTC"] {
            // A machine without a folder of zones has nothing to compare.
            let (Ok(known), true) = (TimeZone::get(name), folder.join(name).exists()) else {
                continue;
            };
            for link in [folder.join(name), Path::new("../usr/share/zoneinfo").join(name)] {
                let zone = zone_behind(&link).expect("a zone");
                assert_eq!(zone.iana_name(), Some(name));
                for second in (0..4_000_000_000).step_by(5_000_017) {
                    let at = Timestamp::from_second(second).expect("before 2100");
                    assert_eq!(zone.to_offset(at), known.to_offset(at), "{name} at {at}");
                }
            }
        }
        for odd in ["/etc/zone", "/usr/share/zoneinfo/right/Etc/UTC", "/x/zoneinfo/No/Such", ""] {
            assert!(zone_behind(Path::new(odd)).is_none(), "{odd}");
        }
    }

    fn ms(millis: u64) -> Option<Duration> {
        Some(Duration::from_millis(millis))
    }

    #[test]
    fn a_wake_up_in_time_is_no_absence() {
        let mut watch = AbsenceWatch::start(at(0, 0));
        assert_eq!(watch.look(at(1_000, 1_000), ms(1_000)), None);
        assert_eq!(watch.look(at(4_000, 4_000), ms(2_000)), None);
        assert_eq!(watch.look(at(400_000, 400_000), None), None);
    }

    #[test]
    fn a_deadline_met_more_than_two_seconds_late_is_an_absence_since_the_last_look() {
        let mut watch = AbsenceWatch::start(at(0, 0));
        assert_eq!(watch.look(at(900, 900), ms(1_000)), None);
        assert_eq!(watch.look(at(3_001, 3_001), ms(1_000)), Some(at(900, 900)));
        assert_eq!(watch.look(at(3_500, 3_500), ms(4_000)), None);
    }

    #[test]
    fn a_sleep_of_half_a_second_is_an_absence_even_before_the_deadline() {
        let mut watch = AbsenceWatch::start(at(0, 0));
        assert_eq!(watch.look(at(1_000, 501), ms(9_000)), None);
        assert_eq!(watch.look(at(2_000, 1_001), ms(9_000)), Some(at(1_000, 501)));
        // What has parted once is not told twice.
        assert_eq!(watch.look(at(3_000, 2_001), ms(9_000)), None);
        assert_eq!(watch.look(at(4_000_000, 2_002), None), Some(at(3_000, 2_001)));
    }

    #[test]
    fn a_return_is_told_once_however_it_is_noticed() {
        let mut watch = AbsenceWatch::start(at(0, 0));
        assert_eq!(watch.returned(at(5_000, 5_000)), Some(at(0, 0)));
        assert_eq!(watch.returned(at(5_010, 5_010)), None);
        assert_eq!(watch.look(at(60_000, 60_000), ms(6_000)), Some(at(5_010, 5_010)));
        assert_eq!(watch.returned(at(60_001, 60_001)), None);
        assert_eq!(watch.returned(at(70_000, 70_000)), Some(at(60_001, 60_001)));
        // Let go on though it was not stopped.
        assert_eq!(watch.look(at(80_000, 80_000), ms(80_000)), None);
        assert_eq!(watch.returned(at(80_400, 80_400)), None);
    }

    #[test]
    fn whoever_sleeps_until_a_moment_finds_that_it_has_come() {
        for speed in [1.0, 1.5, 3.0, 7.3, 60.0, 1234.5] {
            let clock = Clock { start: ClockReading::default(), speed, first: Moment::ZERO };
            for millis in [0, 1, 333, 999, 1_000, 59_999, 86_400_000] {
                let moment = Moment::millis(millis);
                let boot = clock.real(moment);
                let reading = ClockReading { boot, awake: boot };
                assert!(clock.moment(reading) >= moment, "{speed} {millis}");
                let early = boot.saturating_sub(Duration::from_micros(1));
                let reading = ClockReading { boot: early, awake: early };
                assert!(millis == 0 || clock.moment(reading) < moment);
            }
        }
    }

    #[test]
    fn the_clock_starts_at_zero_and_never_runs_back() {
        let clock = Clock::start(1.0);
        let mut before = clock.now();
        assert!(before < Moment::secs(5));
        for _ in 0..1_000 {
            let now = clock.now();
            assert!(now >= before);
            before = now;
        }
        assert_eq!(clock.until(Moment::ZERO), Duration::ZERO);
        assert_eq!(Clock::start(f64::NAN).speed, 1.0);
        assert_eq!(Clock::start(-3.0).speed, 1.0);
    }
}

//! The tones: what each sounds like, how long it lasts, and its samples; and when the bell rings
//! where there is nothing else.
//!
//! Soft sines, low enough for old ears and small loudspeakers, each kind with its own shape: up
//! begins, down ends, two alike ask. All of it is computed, so there is no file to find or to
//! carry a licence for. Who plays them is not known here.

use std::time::Duration;

use strum::VariantArray;

use super::STALE;
use crate::session::{Event, EventKind, Mark};
use crate::timeline::{Kind, Timeline};
use crate::words::notices;

/// A kind of moment that has a sound of its own, the least important first.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Tone {
    /// One of the last three seconds.
    Tick,
    /// The next part of a repetition.
    Part,
    /// The part of a repetition that leads back to where it began.
    Back,
    /// The breath is kept.
    Keep,
    In,
    Out,
    Halfway,
    Rest,
    /// Get ready.
    Ready,
    /// From one side to the other.
    Change,
    /// A hold, a repetition, a stay begins.
    Begin,
    /// The session waits for a key.
    Turn,
    /// The person keeps it waiting.
    Waiting,
    /// The least is over.
    MayStop,
    /// Look at something.
    Check,
    Finished,
    Alarm,
}

/// Samples a second.
pub const RATE: u32 = 22_050;

/// A note: its pitch in hertz and its length in milliseconds; no pitch is silence.
type Note = (f32, u32);

/// The same two notes three times.
const ALARM: &[Note] = <[_]>::as_flattened(&[[(880.0, 180), (659.3, 180)]; 3]);

impl Tone {
    /// Its name, fit for a file.
    pub fn name(self) -> &'static str {
        self.into()
    }

    fn notes(self) -> &'static [Note] {
        match self {
            Tone::Tick => &[(660.0, 70)],
            Tone::Part => &[(587.3, 130)],
            Tone::Back => &[(349.2, 160)],
            Tone::Keep => &[(440.0, 120)],
            Tone::In => &[(392.0, 110), (523.3, 180)],
            Tone::Out => &[(523.3, 110), (392.0, 180)],
            Tone::Halfway => &[(587.3, 110), (0.0, 60), (587.3, 110)],
            Tone::Rest => &[(523.3, 160), (349.2, 260)],
            Tone::Ready => &[(440.0, 240)],
            Tone::Change => &[(392.0, 160), (523.3, 160), (392.0, 200)],
            Tone::Begin => &[(523.3, 120), (784.0, 260)],
            Tone::Turn => &[(440.0, 160), (587.3, 260)],
            Tone::Waiting => &[(587.3, 180), (0.0, 100), (587.3, 260)],
            Tone::MayStop => &[(659.3, 140), (523.3, 140), (659.3, 240)],
            Tone::Check => &[(784.0, 140), (0.0, 60), (784.0, 140), (0.0, 60), (784.0, 200)],
            Tone::Finished => &[(523.3, 180), (659.3, 180), (784.0, 420)],
            Tone::Alarm => ALARM,
        }
    }

    /// How long it sounds.
    pub fn length(self) -> Duration {
        let all: u32 = self.notes().iter().map(|(_, length)| length).sum();
        Duration::from_millis(all.into())
    }

    /// The tone as a WAV file, at a volume from 0 to 100: 16 bits, one channel.
    pub fn wav(self, volume: u8) -> Vec<u8> {
        let samples: Vec<u8> =
            self.samples(volume).into_iter().flat_map(i16::to_le_bytes).collect();
        let bytes = samples.len() as u32;
        let number = u32::to_le_bytes;
        // PCM, one channel; then the bytes of a sample, and its bits.
        let (kind, size) = ([1, 0, 1, 0], [2, 0, 16, 0]);
        let head = [*b"RIFF", number(36 + bytes), *b"WAVE", *b"fmt ", number(16), kind];
        let rates = [number(RATE), number(RATE * 2), size, *b"data", number(bytes)];
        [head.as_flattened(), rates.as_flattened(), &samples].concat()
    }

    fn samples(self, volume: u8) -> Vec<i16> {
        // Half as loud to the ear is a tenth of the power: a straight scale would do nothing for
        // most of its way.
        let loud = (f32::from(volume.min(100)) / 100.0).powf(1.7) * 0.7;
        let note = |(hertz, length): &Note| {
            let (hertz, count) = (*hertz, RATE * length / 1000);
            let level = move |at| envelope(at, count) * wave(hertz, at) * loud;
            (0..count).map(move |at| (level(at) * f32::from(i16::MAX)) as i16)
        };
        self.notes().iter().flat_map(note).collect()
    }
}

/// A sine with a little of its octave, so that small loudspeakers have something to sound.
fn wave(hertz: f32, at: u32) -> f32 {
    let turn = at as f32 / RATE as f32 * hertz * std::f32::consts::TAU;
    (turn.sin() + 0.25 * (2.0 * turn).sin()) / 1.25
}

/// Swells in 8 ms, fades from there, and is silent at the end: nothing clicks.
fn envelope(at: u32, count: u32) -> f32 {
    let swell = (at as f32 / (RATE as f32 * 0.008)).min(1.0);
    let end = ((count - at) as f32 / (RATE as f32 * 0.02)).min(1.0);
    let fade = (-1.6 * at as f32 / count.max(1) as f32).exp();
    swell * fade * end
}

// When it rings where there is nothing but a bell, and how much of all that the person wishes.

/// When it rings. An alarm always rings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Bell {
    /// At each change of phase.
    #[default]
    All,
    /// Where the side or the step changes, and where something may end.
    SidesAndEnds,
    /// Never, but for alarms.
    Alarms,
}

impl Bell {
    /// The next one, as its key goes through them.
    pub fn next(self) -> Bell {
        Bell::VARIANTS[(self as usize + 1) % Bell::VARIANTS.len()]
    }

    /// A few words for it.
    pub fn words(self) -> &'static str {
        match self {
            Bell::All => notices::SOUND_ALL,
            Bell::SidesAndEnds => notices::SOUND_SIDES,
            Bell::Alarms => notices::SOUND_OFF,
        }
    }
}

/// Whether an event rings the bell, `late` by so much of real time.
pub fn rings(event: &Event, timeline: &Timeline, bell: Bell, late: Duration) -> bool {
    match event.what {
        EventKind::Alarm => true,
        _ if late > STALE => false,
        _ => match bell {
            Bell::Alarms => false,
            Bell::SidesAndEnds => ends_something(event) || begins_a_side_or_step(event, timeline),
            Bell::All => ends_something(event) || event.what == EventKind::Began,
        },
    }
}

fn ends_something(event: &Event) -> bool {
    match event.what {
        EventKind::Reached(mark) => matches!(mark, Mark::MayStop | Mark::Check(_)),
        EventKind::Waiting(_) | EventKind::PausedLong(_) | EventKind::Finished(_) => true,
        _ => false,
    }
}

fn begins_a_side_or_step(event: &Event, timeline: &Timeline) -> bool {
    let phases = timeline.phases();
    let now = &phases[event.phase];
    let Some(last) = event.phase.checked_sub(1).map(|last| &phases[last]) else {
        return false;
    };
    let changes = now.run != last.run || now.side != last.side || now.kind == Kind::Change;
    // The get-ready has rung for its exercise; ringing again as it begins tells that it begins.
    event.what == EventKind::Began && (changes || last.kind == Kind::Ready)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tone_lasts_as_long_as_it_says_and_clicks_nowhere() {
        for tone in Tone::VARIANTS {
            let samples = tone.samples(100);
            let length = Duration::from_secs_f64(samples.len() as f64 / f64::from(RATE));
            let off = length.abs_diff(tone.length());
            assert!(off < Duration::from_millis(1), "{tone:?}: {length:?}");
            assert!(tone.length() <= Duration::from_millis(1200), "{tone:?}");
            // A click is a jump: no two samples are further apart than the wave itself goes.
            let jump = samples.windows(2).map(|w| w[0].abs_diff(w[1])).max();
            assert!(jump < Some(9000), "{tone:?} jumps by {jump:?}");
            assert!(samples.first().unwrap().abs() < 500, "{tone:?}");
            assert!(samples.last().unwrap().abs() < 500, "{tone:?}");
        }
    }

    #[test]
    fn no_two_tones_are_the_same() {
        for (index, one) in Tone::VARIANTS.iter().enumerate() {
            for other in &Tone::VARIANTS[index + 1..] {
                assert_ne!(one.notes(), other.notes(), "{one:?} and {other:?}");
                assert_ne!(one.name(), other.name());
            }
        }
    }

    #[test]
    fn a_volume_is_a_volume() {
        let loudest = |volume| {
            let samples = Tone::Begin.samples(volume);
            samples.iter().map(|sample| sample.unsigned_abs()).max()
        };
        assert_eq!(loudest(0), Some(0));
        assert!(loudest(40) < loudest(70) && loudest(70) < loudest(100));
        assert_eq!(loudest(255), loudest(100));
    }

    #[test]
    fn a_wav_says_how_long_it_is() {
        let wav = Tone::Tick.wav(70);
        let number = |at: usize| u32::from_le_bytes(wav[at..at + 4].try_into().unwrap());
        assert_eq!(number(4) as usize, wav.len() - 8);
        assert_eq!(number(40) as usize, wav.len() - 44);
        assert!(wav.len() < 64 * 1024);
    }
}

#[cfg(test)]
mod tests_bell {
    //! Which event rings where there is nothing but a bell.

    use super::*;
    use crate::seconds::Moment;
    use crate::session::Ending;

    fn rings_for(what: EventKind, phase: usize, bell: Bell, late: u64) -> bool {
        let text = r#"(title: "T", steps: [Reps(name: "Turn", times: 2, side: Each,
        tempo: [(cue: "out", for: "3s"), (cue: "in", for: "3s")])])"#;
        let routine = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES)
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .expect("the routine of this test is right");
        let timeline =
            crate::library::Library::new(None, Vec::new()).compile(&routine, None).unwrap();
        let event =
            Event { due: Moment::ZERO, phase, what, seen: crate::session::Glance::default() };
        rings(&event, &timeline, bell, Duration::from_millis(late))
    }

    #[test]
    fn every_change_rings_or_sides_and_ends_or_nothing() {
        // ready, out, in, out, in, change, out, in, out, in
        assert!(rings_for(EventKind::Began, 2, Bell::All, 0));
        assert!(!rings_for(EventKind::Began, 2, Bell::SidesAndEnds, 0));
        assert!(rings_for(EventKind::Began, 1, Bell::SidesAndEnds, 0));
        assert!(rings_for(EventKind::Began, 5, Bell::SidesAndEnds, 0));
        assert!(rings_for(EventKind::Finished(Ending::Done), 9, Bell::SidesAndEnds, 0));
        assert!(!rings_for(EventKind::Finished(Ending::Done), 9, Bell::Alarms, 0));
        assert!(!rings_for(EventKind::Ended { whole: true }, 2, Bell::All, 0));
    }

    #[test]
    fn a_late_cue_is_dropped_but_an_alarm_never_is() {
        assert!(rings_for(EventKind::Began, 2, Bell::All, 1000));
        assert!(!rings_for(EventKind::Began, 2, Bell::All, 1001));
        assert!(rings_for(EventKind::Alarm, 2, Bell::Alarms, 3_600_000));
    }
}

//! The loop: wait, ask the clock, tell the front end, do what it asks for, draw what changed.
//!
//! Two of them, over the whole screen and in lines of text. Between two deadlines nothing is done
//! at all, and after any waking the clock decides what time it is, never the reason for waking.
//! What a session is, and what its words are, is not known here.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::background::SlowWriter;
use super::clock::{AbsenceWatch, Clock, ClockReading};
use super::follow::{OtherFiles, follow};
use super::inbox::Inbox;
use super::inhibit_sleep::SleepInhibitor;
use super::message::{Message, ReplyTo};
use super::remote::{Remote, RemoteOptions};
use super::small_files;
use super::speaker::Speaker;
use super::stdio;
use super::terminal::{self, TerminalScreen};
use super::terminal_features::{self, Osc, TerminalFeatures};
use super::writer::Writer;
use crate::app::{AppEvent, Effect, Exit, Front, Reply};
use crate::cue::{Notice, Progress, Tone};
use crate::seconds::Moment;
use crate::settings::{Background, Notify, ProgressShown, Settings};
use crate::view::{Ground, Theme};
use crate::words::machine;

const SIGHUP: i32 = 1;
const SIGTERM: i32 = 15;

/// No deadline wakes us sooner than this after the last waking: at a thousand times the speed of
/// life nobody can see each second anyway.
const BUSIEST: Duration = Duration::from_millis(10);

/// So long what is said at the end may go on in lines of text.
const LAST_WORDS: Duration = Duration::from_secs(3);

/// So long whoever reads lines of text may take to read the last ones.
const LAST_LINES: Duration = Duration::from_secs(2);

/// The exit status of a panic, as Rust has it.
const BROKEN: u8 = 101;

/// Plays `front` on the whole screen until it ends, and tells it of every save of a `file`. Its last
/// words are said when this returns. A process does this once.
///
/// # Errors
/// A sentence, if there is no terminal or the system refuses it.
pub fn full_screen(
    front: &mut dyn Front,
    clock: &Clock,
    settings: &Settings,
    wanted: RemoteOptions,
    file: Option<&Path>,
) -> Result<Exit, String> {
    if let Some(refusal) = terminal::refusal() {
        return Err(refusal);
    }
    let inbox = Inbox::of_keys().map_err(|error| machine::not_allowed("listen", error))?;
    let others = file.map(|file| follow(file, inbox.sender())).transpose();
    let others = others.map_err(|error| machine::not_allowed("watch", error))?;
    let mut screen = TerminalScreen::enter(inbox.sender())?;
    screen.wanted.focus = settings.focus;
    screen.asks_background =
        settings.background == Background::Auto && TerminalFeatures::by(stdio::variable).background;
    let display = Display::Screen(screen);
    Ok(EventLoop::new(front, *clock, inbox, display, settings, wanted, others).run())
}

/// Plays `front` in lines of text, to `out`, until it ends. Its last words are said when this
/// returns. Never prints an escape sequence of its own.
///
/// # Errors
/// A sentence, if the system refuses what is needed.
pub fn plain(
    front: &mut dyn Front,
    clock: &Clock,
    out: Box<dyn Write + Send>,
    settings: &Settings,
    wanted: RemoteOptions,
) -> Result<Exit, String> {
    let inbox = Inbox::of_lines().map_err(|error| machine::not_allowed("listen", error))?;
    let lines = stdio::print_lines(out, inbox.sender());
    let display = Display::Lines(lines.map_err(|error| machine::not_allowed("print", error))?);
    Ok(EventLoop::new(front, *clock, inbox, display, settings, wanted, None).run())
}

/// Where a front end is shown.
enum Display {
    Screen(TerminalScreen),
    Lines(SlowWriter),
}

/// The ways to the person.
struct Outputs {
    display: Display,
    theme: Theme,
    /// The same is to be shown in another theme.
    recolour: bool,
    speaker: Speaker,
    features: TerminalFeatures,
    notify: Notify,
    /// Whether the person looks at this terminal; not known counts as no.
    focused: bool,
    /// How long the alarm takes that was rung in this turn, which the end waits for.
    last_alarm: Duration,
}

struct EventLoop<'a> {
    front: &'a mut dyn Front,
    clock: Clock,
    watch: AbsenceWatch,
    inbox: Inbox,
    outputs: Outputs,
    awake: SleepInhibitor,
    writer: Writer,
    remote: Remote,
    /// What is followed beside the file that is watched, where one is.
    others: Option<OtherFiles>,
    /// Who has asked for what is just being done.
    asker: Option<ReplyTo>,
}

/// Why a loop can't go on.
enum End {
    /// The front end has had enough.
    Exit(Exit),
    /// A signal, or what is like one: with which exit status, and what there is to say of it.
    Signal { signal: i32, status: u8, why: Option<String> },
}

impl End {
    /// The terminal is gone, as if SIGHUP had come.
    fn lost() -> End {
        End::Signal { signal: SIGHUP, status: 128 + SIGHUP as u8, why: None }
    }
}

/// A terminal that takes nothing any more ends the program.
impl From<io::Error> for End {
    fn from(_: io::Error) -> End {
        End::lost()
    }
}

type Ongoing = Result<(), End>;

impl<'a> EventLoop<'a> {
    fn new(
        front: &'a mut dyn Front,
        clock: Clock,
        inbox: Inbox,
        display: Display,
        settings: &Settings,
        wanted: RemoteOptions,
        others: Option<OtherFiles>,
    ) -> EventLoop<'a> {
        let mut features = TerminalFeatures::by(stdio::variable);
        features.progress |= settings.progress == ProgressShown::Always;
        EventLoop {
            front,
            clock,
            watch: AbsenceWatch::start(clock.look()),
            outputs: Outputs {
                display,
                theme: stdio::theme().wished(settings),
                recolour: false,
                speaker: Speaker::new(settings, inbox.sender()),
                features,
                notify: settings.notify,
                focused: false,
                last_alarm: Duration::ZERO,
            },
            awake: SleepInhibitor::new(inbox.sender()),
            writer: Writer::new(inbox.sender()),
            remote: Remote::new(wanted, clock, inbox.sender()),
            others,
            asker: None,
            inbox,
        }
    }

    /// Runs until the front end or the world has had enough, gives the terminal back, and says the
    /// last words.
    fn run(mut self) -> Exit {
        // What a front end has to say at the very beginning waits for no deadline.
        let mut flow = self.tell(AppEvent::Wake);
        let mut exit = loop {
            match flow {
                Ok(()) => flow = self.turn(),
                Err(End::Exit(exit)) => break exit,
                Err(End::Signal { signal, status, why }) => break self.end(signal, status, why),
            }
        };
        // The person has their terminal back before anything is waited for.
        let lines = match self.outputs.display {
            Display::Lines(lines) => Some(lines),
            Display::Screen(screen) => {
                drop(screen);
                None
            }
        };
        // Nothing is told any more, but what must not be lost is still written.
        let unwritten = self.writer.finish();
        exit.last_words.retain(|words| !unwritten.contains(words));
        exit.last_words.splice(..0, unwritten);
        let mut may_sound = self.outputs.last_alarm;
        match lines.map(|mut lines| lines.finish(LAST_LINES)) {
            Some(false) => exit.last_words.insert(0, machine::NOBODY_READS.into()),
            // In lines the last words are the end of the program as well; let them be said.
            Some(true) if exit.status == 0 => may_sound = LAST_WORDS,
            _ => {}
        }
        self.outputs.speaker.end(may_sound);
        terminal::say(&exit.last_words);
        exit
    }

    fn turn(&mut self) -> Ongoing {
        self.draw()?;
        let due = self.front.next_wake(self.clock.now());
        let messages = self.inbox.wait(due.map(|due| self.patience(due)));
        let now = self.clock.look();
        // Away first: what comes after it happened to somebody who is back.
        if self.inbox.signals.was_continued() {
            self.come_back(now, due.is_some())?;
        } else if let Some(seen) = self.watch.look(now, due.map(|due| self.clock.real(due))) {
            self.tell_away(seen)?;
        }
        if messages.is_empty() {
            self.tell_at(self.clock.moment(now), AppEvent::Wake)?;
        }
        messages.into_iter().try_for_each(|message| self.take(message))
    }

    /// How long to sleep until `due`, in real time.
    fn patience(&self, due: Moment) -> Duration {
        let rested = self.watch.seen.boot + BUSIEST;
        let rest = rested.saturating_sub(self.clock.look().boot);
        self.clock.until(due).max(rest)
    }

    fn take(&mut self, message: Message) -> Ongoing {
        match message {
            Message::Told(AppEvent::Mouse(_)) if !self.front.wants_mouse() => Ok(()),
            Message::Told(event) => {
                match (&event, &mut self.outputs.display) {
                    (AppEvent::Focus(focused), _) => self.outputs.focused = *focused,
                    (AppEvent::Resize, Display::Screen(screen)) => screen.measure(),
                    // Lines have no size.
                    (AppEvent::Resize, Display::Lines(_)) => return Ok(()),
                    _ => {}
                }
                self.tell(event)
            }
            Message::Background(colour) => {
                let ground = Ground::of(colour);
                self.outputs.recolour |= self.outputs.theme.ground != ground;
                self.outputs.theme.ground = ground;
                Ok(())
            }
            Message::Stop => self.stop(),
            // What there is to do is done by whoever has been woken.
            Message::Woken => Ok(()),
            Message::Signal(signal) => {
                Err(End::Signal { signal, status: 128 + signal as u8, why: None })
            }
            Message::InputLost => Err(End::lost()),
            Message::OutputLost if self.remote.has_stdout => {
                self.tell(AppEvent::Trouble(machine::NOBODY_READS_EVENTS.into()))
            }
            // The reader has had enough, like `head`.
            Message::OutputLost | Message::LinesLost(None) => {
                Err(End::Signal { signal: SIGHUP, status: 0, why: None })
            }
            Message::LinesLost(Some(why)) => {
                let why = Some(machine::output_lost(why));
                Err(End::Signal { signal: SIGHUP, status: 1, why })
            }
            // Nothing is done later that somebody has given up on.
            Message::Asked(_, asker) if !asker.waits() => Ok(()),
            Message::Asked(wish, asker) => {
                self.asker = Some(asker);
                let told = self.tell(AppEvent::Asked(wish));
                // Where nobody has answered, there is nobody to.
                self.reply(Reply::refused(machine::NOTHING_WAITS));
                told
            }
            Message::NotHeard { why, lost } => {
                if lost {
                    self.outputs.ring()?;
                }
                self.tell(AppEvent::NotHeard(why))
            }
            Message::Broken(what) => {
                let why = Some(machine::own_mistake(what));
                Err(End::Signal { signal: SIGTERM, status: BROKEN, why })
            }
        }
    }

    /// The process was stopped by somebody else, and the terminal may be in any state. Where nothing
    /// is due, nothing is missed.
    fn come_back(&mut self, now: ClockReading, is_due: bool) -> Ongoing {
        if let Display::Screen(screen) = &mut self.outputs.display {
            screen.take()?;
        }
        let seen = self.watch.returned(now).filter(|_| is_due);
        seen.map_or(Ok(()), |seen| self.tell_away(seen))
    }

    /// Tells the front end that nobody was there since `seen`.
    fn tell_away(&mut self, seen: ClockReading) -> Ongoing {
        self.tell(AppEvent::Away { from: self.clock.moment(seen) })
    }

    /// Tells the front end what has just happened and does what it asks for.
    fn tell(&mut self, event: AppEvent) -> Ongoing {
        self.tell_at(self.clock.now(), event)
    }

    fn tell_at(&mut self, now: Moment, event: AppEvent) -> Ongoing {
        self.outputs.last_alarm = Duration::ZERO;
        let effects = self.front.update(now, event);
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn perform(&mut self, effect: Effect) -> Ongoing {
        match effect {
            Effect::Bell => self.outputs.ring()?,
            Effect::Tone { tone, volume, bell } => self.outputs.sound(tone, volume, bell)?,
            Effect::Say(speech) => self.outputs.speaker.say(&speech),
            Effect::Hush => self.outputs.speaker.hush(),
            Effect::Notify(notice) => self.outputs.notify(&notice)?,
            Effect::Title(title) => self.outputs.set_title(title),
            Effect::Progress(progress) => self.outputs.set_progress(progress),
            Effect::Print(line) => self.outputs.print(&line),
            Effect::Suspend { last_words } => self.suspend(&last_words)?,
            Effect::StayAwake(reason) => self.awake.keep(reason),
            Effect::KeepBack(back) => self.writer.replace(move || small_files::keep_back(&back)),
            Effect::KeepSetting { name, value } => {
                self.writer.replace(move || small_files::keep_setting(name, &value));
            }
            Effect::Checkpoint(checkpoint) => self.writer.keep(checkpoint),
            Effect::Record(record, place) => self.writer.record(*record, place),
            Effect::Note(line) => self.writer.add(*line),
            Effect::Discard(id) => self.writer.discard(id),
            Effect::Happened(event) => self.remote.tell(&event),
            Effect::Status(state) => self.remote.show(state, self.clock.now()),
            Effect::Reply(reply) => self.reply(reply),
            Effect::Follow(wanted) => {
                self.others.iter().for_each(|others| others.lock().clone_from(&wanted));
            }
            Effect::Exit(exit) => return Err(End::Exit(exit)),
        }
        Ok(())
    }

    /// Answers whoever has asked, once.
    fn reply(&mut self, reply: Reply) {
        if let Some(asker) = self.asker.take() {
            asker.send(reply);
        }
    }

    /// Somebody else asks for a stop: as if Ctrl-Z had been typed, and even where the front end
    /// takes no key just now.
    fn stop(&mut self) -> Ongoing {
        let key = KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL);
        let mut effects = self.front.update(self.clock.now(), AppEvent::Key(key));
        if !effects.iter().any(|effect| matches!(effect, Effect::Suspend { .. })) {
            effects.push(Effect::Suspend { last_words: Vec::new() });
        }
        effects.into_iter().try_for_each(|effect| self.perform(effect))
    }

    fn suspend(&mut self, last_words: &[String]) -> Ongoing {
        // In lines of text, Ctrl-Z never comes as a key: the shell does it all.
        let Display::Screen(screen) = &mut self.outputs.display else {
            return Ok(());
        };
        let reason = self.awake.reason().map(str::to_owned);
        self.awake.keep(None);
        self.outputs.speaker.hush();
        self.outputs.focused = false;
        screen.suspend(last_words, || self.inbox.signals.was_continued())?;
        self.awake.keep(reason);
        // Whoever asked for it was away, however short; nothing may be played in between.
        let seen = self.watch.suspended(self.clock.look());
        self.tell_away(seen)
    }

    fn draw(&mut self) -> Ongoing {
        let Display::Screen(screen) = &mut self.outputs.display else {
            return Ok(());
        };
        screen.wanted.mouse = self.front.wants_mouse();
        // A terminal that is busy with the last frame is shown the latest one after it.
        if !terminal::output::is_free() {
            if terminal::output::is_slow() {
                self.tell(AppEvent::SlowTerminal)?;
            }
            return Ok(());
        }
        let recolour = std::mem::take(&mut self.outputs.recolour);
        let changed = self.front.changed() || recolour || screen.unknown;
        let theme = self.outputs.theme;
        let draw = |now, area, buffer: &mut _| {
            self.front.draw(now, theme, area, buffer);
            theme.spell(buffer);
        };
        Ok(screen.show(self.clock.now(), changed.then_some(draw))?)
    }

    /// Tells the front end that it must end, and ends with `status` whether it answers or not.
    fn end(&mut self, signal: i32, status: u8, why: Option<String>) -> Exit {
        let mut exit = Exit { status, last_words: Vec::new() };
        for effect in self.front.update(self.clock.now(), AppEvent::Signal(signal)) {
            match &effect {
                // Nobody listens to words any more, and nothing is begun.
                Effect::Say(_) | Effect::Notify(_) | Effect::Suspend { .. } => continue,
                Effect::Tone { tone, .. } => self.outputs.last_alarm = tone.length(),
                _ => {}
            }
            // A terminal that is gone need not hear that a pack is still on.
            if let Err(End::Exit(own)) = self.perform(effect) {
                exit.last_words.extend(own.last_words);
            }
        }
        exit.last_words.extend(why);
        exit
    }
}

impl Outputs {
    fn sound(&mut self, tone: Tone, volume: u8, bell: bool) -> io::Result<()> {
        let on_screen = matches!(self.display, Display::Screen(_));
        let played = self.speaker.tone(tone, volume, on_screen);
        if tone == Tone::Alarm {
            self.last_alarm = tone.length();
        }
        // An alarm must come through, whichever of the two is switched off.
        if bell && (!played || tone == Tone::Alarm) { self.ring() } else { Ok(()) }
    }

    fn ring(&mut self) -> io::Result<()> {
        match &mut self.display {
            Display::Screen(_) => return terminal::output::send_now(b"\x07"),
            // A bell in a file or a pipe is a strange character, and rings nowhere.
            Display::Lines(lines) if io::stdout().is_terminal() => {
                lines.put("\x07".into());
            }
            Display::Lines(_) => {}
        }
        Ok(())
    }

    fn set_title(&mut self, title: Option<String>) {
        if let (Display::Screen(screen), true) = (&mut self.display, self.features.title) {
            screen.wanted.title = title.map(|words| self.theme.spelled(&words));
        }
    }

    fn set_progress(&mut self, progress: Option<Progress>) {
        if let (Display::Screen(screen), true) = (&mut self.display, self.features.progress) {
            screen.wanted.progress = progress;
        }
    }

    fn print(&mut self, line: &str) {
        if let Display::Lines(lines) = &mut self.display {
            lines.put(self.theme.spelled(line) + "\n");
        }
    }

    /// Tells somebody who is looking elsewhere; nobody looks at a terminal that takes nothing.
    fn notify(&mut self, notice: &Notice) -> io::Result<()> {
        let stuck = terminal::output::is_stuck();
        if self.notify == Notify::Never || self.focused && !stuck {
            return Ok(());
        }
        let osc = match (&self.display, self.notify) {
            _ if stuck => None,
            (Display::Lines(_), Notify::Terminal) => return Ok(()),
            (Display::Screen(_), Notify::Auto) => self.features.notices,
            (Display::Screen(_), Notify::Terminal) => self.features.notices.or(Some(Osc::Nine)),
            _ => None,
        };
        match osc {
            Some(osc) => {
                let sequence = terminal_features::sequence(notice, osc);
                terminal::output::send_now(sequence.as_bytes())
            }
            None => {
                self.speaker.notify(notice);
                Ok(())
            }
        }
    }
}

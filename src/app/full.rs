//! The whole screen: the list of routines, a routine being played, and what may lie on top.
//!
//! It turns keys and time into changes of its state, and `show` turns its state into screens. The
//! rules of play are in `play` and `session`; how anything looks is in `view`.

mod keys;
mod show;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::overlay::{TextOverlay, page_blocks, page_title, scrolled};
use super::pick::{Item, Pick};
use super::play::{Outcome, Play};
use super::player::{ASK_AGAIN, TodayList};
use super::player::{Page, Player, SIGINT};
use super::prepared::PreparedRoutine;
use super::question::{Answered, LOOK, Question};
use super::recorder::Patience;
use super::rows::{mark, minutes, positions};
use super::{AppEvent, Effect, Exit, Front};
use crate::back::How;
use crate::fit::FittedSet;
use crate::keys::{Action, Place};
use crate::library::search::Findable;
use crate::library::{self, Entry, Library, Queue, RED_FLAGS};
use crate::routine::Stage;
use crate::seconds::{self, Moment};
use crate::session::{EventKind, State};
use crate::text;
use crate::timeline::Timeline;
use crate::today::{ROWS, TodayAct, TodayRoutine, TodayRow};
use crate::view::Theme;
use crate::view::page::PageBlock;
use crate::view::pick::{ListColumns, Preview};
use crate::view::session::SessionStage;
use crate::words::today as said;
use crate::words::{notices, past, picker as several};

/// How long nothing moves after the terminal was too slow for it.
const CALM_FOR: Duration = Duration::from_secs(60);

/// The front end over the whole screen. Its fields are small and of the screen alone: what is played
/// is in the player.
#[derive(Default)]
pub struct App {
    pub(super) player: Player,
    pub(super) pick: Pick,
    /// How wide the columns of the list are.
    pub(super) columns: ListColumns,
    /// The preview that was seen last, of which row and at which stage.
    pub(super) previewed: RefCell<Option<(String, Stage, Arc<Preview>)>>,
    /// The stage of a session, and of which timeline.
    pub(super) staged: RefCell<Option<(Arc<Timeline>, Rc<SessionStage>)>>,
    /// What lies on top, the topmost last.
    over: Vec<Overlay>,
    /// The countdown and the words have the whole screen.
    pub(super) big: bool,
    /// The set for the minutes that are typed, or why there is none, and what is typed.
    pub(super) typed_set: Option<(String, Result<FittedSet, String>)>,
    /// Which of several routines before the person is chosen.
    pub(super) part: usize,
    /// The routines that are marked in the list, in the order in which they will be played.
    pub(super) marked: Vec<String>,
    /// Rows of the preview, or of the end's table, that are scrolled past.
    pub(super) scroll: u16,
    /// Why the key that was pressed last in the list did nothing.
    pub(super) refused: Option<String>,
    /// A key was pressed since what is offered today was asked for: the cursor stays.
    moved: bool,
    /// Who has just answered has read enough: until the next key the body alone shows what is
    /// selected.
    pub(super) hushed: bool,
    /// The machine can't be kept awake.
    pub(super) may_sleep: bool,
    /// The screen as it was drawn last.
    pub(super) area: Rect,
    /// When the page before a routine was opened.
    pub(super) turned_at: Moment,
    /// The terminal says that nobody looks at it.
    pub(super) unseen: bool,
    /// Until then nothing moves: the terminal is too slow for it.
    pub(super) calm_until: Moment,
    /// What is to be done about all that happened just now.
    effects: Vec<Effect>,
    changed: bool,
    begun: bool,
}

/// A text or a question that lies on top.
enum Overlay {
    Text(TextOverlay),
    Ask(Asked),
}

/// A question before the person.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    question: Question,
    /// The answer that is chosen.
    selected: usize,
    /// Rows of it that are scrolled past.
    scroll: u16,
}

impl App {
    /// Opens with what is played, or with the list, which suits what the person said of their back.
    /// Who was never asked is asked first.
    pub fn new(player: Player, now: Moment) -> App {
        let mut app = App { player, turned_at: now, changed: true, ..App::default() };
        if app.player.has_list {
            app.fill_list(now);
            match app.player.environment.back {
                None => app.ask(Question::How),
                // With Today the question is a row of it.
                Some(back)
                    if back.wants_asking(app.player.today(now))
                        && !app.player.options.settings.today =>
                {
                    app.ask(Question::HowToday);
                }
                Some(_) => {}
            }
        }
        app
    }

    /// Begins what is before the person, as if they had pressed Enter, and although it may be for
    /// later: whoever tries a routine out knows it. A wait at its beginning is still waited for.
    pub(super) fn begin(&mut self, now: Moment) -> Vec<Effect> {
        if let Some(play) = &mut self.player.play {
            play.gate = false;
            if play.session.status(now).state == State::Begin {
                self.key_in_session(now, Action::Enter);
            }
        }
        std::mem::take(&mut self.effects)
    }

    /// Another routine is before the person, or none.
    fn turn_page(&mut self, now: Moment) {
        self.turned_at = now;
        (self.big, self.scroll, self.part) = (false, 0, 0);
    }

    /// Tells what a session that goes on has to say first.
    fn tell_resumed(&mut self, now: Moment) {
        if let Some(outcome) = self.player.resumed.take() {
            self.turn_page(now);
            self.told(outcome, now);
        }
    }

    /// A pack that was on is off: what comes after it.
    fn after_pack(&mut self, now: Moment) {
        let (effects, words) = self.player.after_pack(now);
        self.clear_page(effects);
        self.tell_resumed(now);
        if self.player.play.is_none() && self.player.has_list {
            self.player.trouble = Some(words.join(" "));
        }
    }

    /// The last session that was broken off is recorded as far as it came, or discarded.
    fn settle(&mut self, keep: bool, now: Moment) {
        let environment = &mut self.player.environment;
        let (Some(left), Some(services)) = (environment.left.pop(), &environment.services) else {
            return;
        };
        match left.settle(keep, services, now) {
            Ok(effect) => {
                if !keep && matches!(effect, Effect::Record(..)) {
                    self.player.trouble = Some(past::KEPT_ALL_THE_SAME.into());
                }
                self.effects.push(effect);
            }
            Err(why) => self.player.trouble = Some(why),
        }
    }

    fn ask_what_now(&mut self, now: Moment) {
        match self.player.last_left().map(|(left, services)| left.goes_on(services, now)) {
            Some(goes_on) => self.ask(Question::BrokenOff { goes_on }),
            None => self.refused = Some(past::NOTHING_BROKEN_OFF.into()),
        }
    }

    fn ask(&mut self, question: Question) {
        self.over.push(Overlay::Ask(Asked { question, selected: 0, scroll: 0 }));
    }

    /// Puts the list before the person. What is offered today stands first, and keeps its place
    /// empty until the history is read.
    fn fill_list(&mut self, now: Moment) {
        let how = self.player.environment.back.map(|back| back.how);
        let (items, routines) = items(&self.player.library, how);
        self.pick = Pick::new(items);
        let rows = self.pick.items().iter();
        let rows = rows.map(|item| [&*item.title, &*item.position, &*item.length]);
        let (library, stage) = (&self.player.library, self.player.stage(now));
        let marks = library.entries().iter().any(|entry| mark(entry, stage).is_some());
        self.columns = ListColumns::of(rows, marks);
        self.player.today_list = TodayList::of(routines);
        if self.player.options.settings.today {
            self.pick.set_today(vec![today_item("", "", ""); ROWS], Some(ROWS));
        }
        self.renew_today(now);
    }

    /// Reads again what was done, and works out what is offered.
    fn renew_today(&mut self, now: Moment) {
        self.moved = false;
        self.player.begin_today(now);
        self.read_today(now);
    }

    /// Whoever comes back to the list may do so on another day: what is offered is worked out anew,
    /// and the cursor stays.
    fn look_again(&mut self, now: Moment) {
        if self.player.has_list && self.player.play.is_none() {
            self.moved = true;
            self.player.begin_today(now);
        }
    }

    /// Shows what is offered as soon as it is known. The cursor goes there if nobody has moved it.
    fn read_today(&mut self, now: Moment) {
        if !self.player.read_today(Patience::AsksAgain, now) {
            return;
        }
        let rows = &self.player.today_list.rows;
        let item = |row: &TodayRow| {
            let id = match &row.act {
                TodayAct::Play(id) | TodayAct::Wait(id, _) => id,
                TodayAct::Page(name) => *name,
                TodayAct::Resume | TodayAct::AskHow | TodayAct::Enough => &row.title,
            };
            let length = self.pick.items().iter().find(|item| item.id == id);
            today_item(id, &row.title, length.map_or("", |item| &item.length))
        };
        let items = rows.iter().map(item).collect();
        let widest = rows.iter().map(|row| text::width(&row.title)).max();
        self.columns.today = widest.unwrap_or(0);
        let first = rows.iter().position(|row| row.act != TodayAct::AskHow);
        self.pick.set_today(items, first.filter(|_| !self.moved));
        self.previewed.take();
        self.changed = true;
    }

    fn open_page(&mut self, name: &str) {
        self.over.push(Overlay::Text(match name {
            RED_FLAGS => TextOverlay::red_flags(),
            name => TextOverlay::new(page_title(name), page_blocks(name)),
        }));
    }

    /// Tells something for a few seconds beside what is played.
    fn give_aside(&mut self, now: Moment, words: impl Into<String>) {
        if let Some(play) = &mut self.player.play {
            play.give_aside(now, words.into());
        }
    }

    /// What is told of a session; its end makes room for the end's screen.
    fn told(&mut self, told: Outcome, now: Moment) {
        self.changed |= !told.events.is_empty();
        let has = |kind: fn(&EventKind) -> bool| told.events.iter().any(|event| kind(&event.what));
        let ends = has(|what| matches!(what, EventKind::Finished(_)));
        // Nothing may lie on top of an alarm.
        if ends || has(|what| *what == EventKind::Alarm) {
            self.over.clear();
        }
        self.effects.extend(told.effects);
        match self.player.play.as_ref().filter(|play| play.is_over()) {
            Some(play) if play.is_only_pack() => self.after_pack(now),
            Some(play) if ends => {
                let has_pack = play.session.pack_on().is_some();
                (self.scroll, self.big) = (0, false);
                if has_pack {
                    self.leave();
                }
            }
            _ => {}
        }
    }

    /// Back to the list, or out of the program where there is none. A session that has only been
    /// looked at leaves no trace.
    fn leave_routine(&mut self, now: Moment) {
        if !self.player.has_list {
            return self.leave();
        }
        let asks = self.player.asks_since_now();
        let effects = self.player.put_away();
        self.clear_page(effects);
        self.renew_today(now);
        if asks {
            self.ask(Question::Since);
        }
    }

    /// Out of the program. What stands at the end stays as it is recorded.
    fn leave(&mut self) {
        let play = self.player.play.as_mut();
        self.effects.extend(play.map_or(Vec::new(), Play::leave_the_end));
        self.effects.push(Effect::Exit(self.player.exit()));
    }

    /// Whether something lies on top.
    pub(super) fn is_covered(&self) -> bool {
        !self.over.is_empty()
    }

    /// Nothing is seen or heard any more of what was played.
    fn clear_page(&mut self, effects: Vec<Effect>) {
        self.scroll = 0;
        self.previewed.take();
        self.effects.extend(effects);
        self.effects.push(Effect::Hush);
    }

    /// What happens beside the session.
    fn take_in(&mut self, now: Moment, event: AppEvent) {
        match event {
            AppEvent::Mouse(mouse) => self.mouse(now, &mouse),
            AppEvent::Paste(text) if self.place() == Place::Picker && self.over.is_empty() => {
                self.pick.type_in(&text);
            }
            AppEvent::NotHeard(why) => self.give_aside(now, why),
            AppEvent::Trouble(why) => match &mut self.player.play {
                Some(play) => play.give_notice(now, why),
                None => self.player.trouble = Some(why),
            },
            AppEvent::NotKeptAwake(_) => self.may_sleep = true,
            AppEvent::Focus(seen) => {
                self.unseen = !seen;
                self.look_again(now);
            }
            // Whoever comes back looks, and the terminal may be another one.
            AppEvent::Away { .. } => {
                self.unseen = false;
                self.look_again(now);
            }
            AppEvent::SlowTerminal => self.calm_until = now + CALM_FOR,
            AppEvent::NotKept(why) => self.player.trouble = Some(why),
            // What is seen at the end of a second is another second.
            AppEvent::Wake => self.changed = true,
            _ => {}
        }
    }

    /// Puts a set first that fits into the minutes that are typed.
    fn fit_what_is_typed(&mut self, now: Moment) {
        let asked = self.pick.minutes();
        let typed = asked.map(|_| self.pick.choice.filter.as_str());
        if self.typed_set.as_ref().map(|(typed, _)| typed.as_str()) == typed {
            return;
        }
        let typed = typed.map(str::to_owned);
        let set = asked.map(|(time, words)| (time, self.player.fit(time, words, now)));
        let item = set.as_ref().and_then(|(time, set)| {
            let set = set.as_ref().ok()?;
            let titles: Vec<String> = set.routines().map(|one| one.title.clone()).collect();
            Some(Item {
                group: several::in_minutes(several::minutes(*time)),
                title: several::one_after_another(&titles),
                length: format!("{} min", seconds::minutes(set.lasts())),
                ..Item::default()
            })
        });
        self.typed_set = typed.zip(set.map(|(_, set)| set));
        self.pick.lead_with(item);
        self.previewed.take();
    }

    /// Opens what is selected: a routine, a page, or whatever a row of today does; or what was
    /// marked.
    fn open(&mut self, now: Moment) {
        if !self.marked.is_empty() {
            if self.player.put_queue(Queue::new(self.marked.clone()), now) {
                self.marked.clear();
                self.turn_page(now);
            } else {
                self.refused = Some(several::NOT_TOGETHER.into());
            }
        } else if let Some(row) = self.selected_today() {
            match row.act.clone() {
                TodayAct::Play(id) => self.open_routine(&id, now),
                TodayAct::Wait(_, soon) => {
                    self.refused = Some(soon.words(&self.player.calendar(now)));
                }
                TodayAct::Resume => self.ask_what_now(now),
                TodayAct::Page(name) => self.open_page(name),
                TodayAct::AskHow => self.ask(Question::HowToday),
                TodayAct::Enough => self.explain_today(now),
            }
        } else if let Some(item) = self.pick.selected_item() {
            if let (true, Some((_, Ok(set)))) = (item.is_set(), &self.typed_set) {
                self.player.put_set(set.clone(), now);
                return self.turn_page(now);
            }
            self.open_routine(&item.id.clone(), now);
        }
    }

    /// The row of today that is selected.
    fn selected_today(&self) -> Option<&TodayRow> {
        self.player.today_list.rows.get(self.pick.selected_today()?)
    }

    fn open_routine(&mut self, id: &str, now: Moment) {
        let library = &self.player.library;
        match library.get(id).map(|entry| PreparedRoutine::new(library, entry)) {
            Some(Ok(prepared)) => {
                self.player.put_on(prepared, now);
                self.turn_page(now);
            }
            Some(Err(_)) => self.refused = Some(notices::MEND_FIRST.into()),
            None => self.open_page(id),
        }
    }

    /// Says in a few sentences why the selected row of today is there.
    fn explain_today(&mut self, now: Moment) {
        let Some(row) = self.selected_today() else {
            return;
        };
        let told = vec![PageBlock::Text(self.player.explain_today(row, now).join(" "))];
        let text = TextOverlay::new(row.title.clone(), told);
        self.over.push(Overlay::Text(text));
    }
}

impl Front for App {
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        self.changed |= event != AppEvent::Wake;
        if self.player.play.is_none() && event != AppEvent::Wake {
            // The figure of the preview begins anew.
            self.turned_at = now;
        }
        if !std::mem::replace(&mut self.begun, true) {
            self.player.begin(now);
        }
        self.tell_resumed(now);
        let told = self.player.step(now, &event);
        self.told(told, now);
        if self.player.play.is_none() {
            self.read_today(now);
            let pressed = matches!(event, AppEvent::Key(_) | AppEvent::Mouse(_));
            (self.moved, self.hushed) = (self.moved || pressed, self.hushed && !pressed);
        }
        match event {
            AppEvent::Key(key) => self.key(now, &key),
            AppEvent::Signal(_) => self.effects.extend(self.player.end(now)),
            event => self.take_in(now, event),
        }
        match &mut self.player.play {
            Some(play) => {
                self.effects.extend(play.open(now));
                self.effects.extend(play.outside(now));
            }
            None => self.fit_what_is_typed(now),
        }
        std::mem::take(&mut self.effects)
    }

    fn next_wake(&self, now: Moment) -> Option<Moment> {
        let seen = show::next_change(self, now).map(|after| now + after.max(GRAIN));
        let Some(play) = &self.player.play else {
            let reads = self.player.today_list.reads_until.is_some();
            let again = reads.then_some(now + ASK_AGAIN);
            return seen.into_iter().chain(again).min();
        };
        if play.is_over() {
            return play.notice(now).map(|(_, until)| until);
        }
        seen.into_iter().chain(play.next_wake(now)).min()
    }

    fn changed(&self) -> bool {
        self.changed
    }

    fn draw(&mut self, now: Moment, theme: Theme, area: Rect, buffer: &mut Buffer) {
        self.changed = false;
        self.area = area;
        show::render(self, now, theme, area, buffer);
    }

    fn wants_mouse(&self) -> bool {
        self.player.play.is_none() && self.over.is_empty()
    }
}

/// Nothing changes on a screen sooner than this.
const GRAIN: Duration = Duration::from_millis(1);

/// A row of today; it is found by no letters.
fn today_item(id: &str, title: &str, length: &str) -> Item {
    Item {
        id: id.to_owned(),
        group: said::TODAY.to_owned(),
        title: title.to_owned(),
        length: length.to_owned(),
        ..Item::default()
    }
}

/// Everything that can be chosen, in the order of what helps soonest, pages last; and the routines
/// as the rules of what is offered today see them. Each is compiled here once.
///
/// For somebody who is just stiff the first shelf to move at comes before those that help in the
/// first hours.
pub(crate) fn items(library: &Library, how: Option<How>) -> (Vec<Item>, Vec<TodayRoutine>) {
    let (mut items, mut routines) = (Vec::new(), Vec::new());
    let mut shelves = library.shelves();
    let moves = |entry: &&Arc<Entry>| entry.routine().is_some_and(|one| one.stage == Stage::Easing);
    let first = shelves.iter().position(|(_, entries)| entries.iter().any(moves));
    if let (Some(How::JustStiff), Some(first)) = (how, first) {
        shelves[..=first].rotate_right(1);
    }
    for (group, entries) in shelves {
        for entry in entries {
            let playable = library.playable(entry).ok();
            let timeline = playable.as_ref().map(|(_, timeline)| timeline);
            items.push(Item {
                id: entry.id.clone(),
                group: group.to_owned(),
                title: entry.title().to_owned(),
                position: entry.routine().map_or(String::new(), |routine| positions(routine)),
                length: timeline.map_or(String::new(), minutes),
                found_by: Findable::of(entry, timeline.map(|timeline| timeline.totals().most)),
            });
            let one =
                playable.map(|(routine, timeline)| TodayRoutine::of(entry, &routine, &timeline));
            routines.extend(one);
        }
    }
    items.extend(library::pages().map(|page| Item {
        id: page.name.to_owned(),
        group: several::TO_READ.to_owned(),
        title: page.title.to_owned(),
        found_by: Findable::of_page(&page),
        ..Item::default()
    }));
    (items, routines)
}

//! The list of routines as its screen wants it: rows, and what is seen of the selected one.

use std::sync::Arc;

use super::*;
use crate::routine::Stage;

pub(super) fn with_list(app: &App, now: Moment, see: impl FnOnce(&pick::PickerView<'_>)) {
    let stage = app.player.stage(now);
    let mut groups: Vec<RoutineGroup> = Vec::new();
    for item in app.pick.shown() {
        let row = match app.player.library.get(&item.id) {
            Some(entry) => row(entry, &item.length, stage),
            None => RoutineRow {
                title: page_title(&item.id),
                ..RoutineRow::default()
            },
        };
        match groups.last_mut().filter(|group| group.name == item.group) {
            Some(group) => group.rows.push(row),
            None => groups.push(RoutineGroup {
                name: item.group.clone(),
                rows: vec![row],
            }),
        }
    }
    let preview = selected_preview(app, stage);
    let key = |action, label, weight| hint(Place::Picker, action, label, weight);
    let keys = [
        key(Action::Enter, "", 9),
        (String::from("a–z"), String::from("filter"), 6),
        key(Action::HowIsIt, "", 5),
        key(Action::RedFlags, "", 8),
        key(Action::Help, "", 4),
        key(
            Action::Close,
            if app.pick.filter().is_empty() {
                ""
            } else {
                "clear"
            },
            7,
        ),
    ];
    let today = app.player.today(now);
    let corner = app
        .player
        .environment
        .back
        .map_or(String::new(), |back| back.words(today));
    let left = app.player.broken_off(now).map(|words| {
        let (key, _, _) = hint(Place::Picker, Action::TakeUp, "", 0);
        format!("{key}: {words}")
    });
    let offer = app.trouble.clone().or(left);
    see(&pick::PickerView {
        groups: &groups,
        selected: app.pick.selected(),
        filter: app.pick.filter(),
        of: app.pick.count(),
        preview: preview.as_deref(),
        scroll: app.scroll,
        corner: &corner,
        offer: offer.as_deref(),
        empty: crate::words::picker::NONE_HAS_THESE_WORDS,
        hints: &hints(&keys),
    });
}

/// What is seen of the selected row, made once for as long as it stays selected: a routine is
/// compiled for it.
fn selected_preview(app: &App, stage: Stage) -> Option<Arc<Preview>> {
    let item = app.pick.selected_item()?;
    let mut seen = app.previewed.borrow_mut();
    let known = seen
        .as_ref()
        .filter(|(id, of, _)| *id == item.id && *of == stage);
    if let Some((_, _, preview)) = known {
        return Some(preview.clone());
    }
    let preview = Arc::new(match app.player.library.get(&item.id) {
        Some(entry) => preview(&app.player.library, entry, stage),
        None => page_preview(&item.id),
    });
    *seen = Some((item.id.clone(), stage, preview.clone()));
    Some(preview)
}

fn page_preview(name: &str) -> Preview {
    let page = library::pages().find(|page| page.name == name);
    let text = page.map_or("", |page| page.text);
    let (title, body) = text.split_once('\n').unwrap_or((text, ""));
    Preview {
        title: title.to_owned(),
        problem: body.trim_start().lines().map(str::to_owned).collect(),
        ..Preview::default()
    }
}

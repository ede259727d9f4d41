//! The whole file: the one routine that it holds, and what else people put there.

use super::super::syntax::{Bracket, Tree, plain};
use super::super::{Routine, grammar};
use super::values::Reader;

impl Reader<'_> {
    /// The whole file.
    pub fn root(&mut self, tree: &Tree) {
        let Some(root) = &tree.root else {
            if tree.problems.is_empty() {
                self.tell(
                    "empty-file",
                    0..0,
                    "the file is empty, or holds nothing but comments",
                    "write a routine, like `Routine(title: \"..\", steps: [Hold(for: \"30s\")])`",
                );
            }
            return;
        };
        let name = root.group().and_then(|group| group.name.clone());
        let step = name
            .as_ref()
            .and_then(|name| grammar::step(plain(self.words(name))));
        let list = root
            .group()
            .is_some_and(|group| group.bracket == Bracket::Square);
        if step.is_some() || list {
            let at = match &name {
                Some(name) => name.clone(),
                None => root.at.start..root.at.start + 1,
            };
            self.tell(
                "no-routine",
                at,
                "a file holds one `Routine`, and the steps stand in it",
                "write `Routine(title: \"..\", steps: [` in front and `])` at the end",
            );
            return;
        }
        if root.group().is_none() {
            let at = self.first_line(root);
            let field = Routine::GRAMMAR.field(self.words(&root.at)).is_some();
            let help = match field {
                true => "write `Routine(` in front of it, and `)` at the end of the file",
                false if self.text[root.at.end..].contains("Routine(") => {
                    "write `//` in front of what only people read, or leave it out"
                }
                false => {
                    "write a routine, like `Routine(title: \"..\", steps: [Hold(for: \"30s\")])`"
                }
            };
            self.tell("no-routine", at, "a file holds one `Routine(..)`", help)
                .label = format!("this is {}", root.kind.called());
            return;
        }
        if let Some(name) = name
            && plain(self.words(&name)) == "Settings"
        {
            let help =
                "`supple settings show` tells what they say; a routine begins with `Routine(`";
            self.tell(
                "no-routine",
                name,
                "these are settings, and no routine",
                help,
            );
            return;
        }
        self.construct(Routine::GRAMMAR, "Routine", root);
    }
}

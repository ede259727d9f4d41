//! The house layout of any file: the same routine and the same comments, and laid out again it
//! stays as it is. That it was left alone to be safe is a finding as well.

#![no_main]

use libfuzzer_sys::fuzz_target;
use supple::routine::check::Names;
use supple::routine::layout::layout;
use supple::routine::read;

fuzz_target!(|text: &str| {
    let names = Names::default();
    match layout(text, &names) {
        Ok(laid) => {
            let before = read::read_with(text, &names).routine;
            let after = read::read_with(&laid, &names).routine;
            assert!(before.is_some() && before == after, "{laid}");
            assert_eq!(layout(&laid, &names).as_ref(), Ok(&laid), "again");
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a word");
            assert!(
                problems.iter().all(|one| one.name != "layout"),
                "left alone: {problems:?}"
            );
        }
    }
});

//! The command line as a person at a shell has it: what is printed where, and the exit status.

use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::Value;

use crate::support::Supple;

const HOLD: &str = r#"(title: "Mine", steps: [Hold(name: "Plank", text: "Stay.", for: "20s")])"#;

#[test]
fn a_plan_is_printed_as_a_table() {
    let plan = Supple::new("plan ./mine.ron").file("mine.ron", HOLD).succeeds();
    let expect = "\
Mine

Start  Ready  What   Dose
 0:00  5 s    Plank  20 s

In all 0:25, of which 0:05 to get ready.
";
    assert_eq!(plan, expect);
}

#[test]
fn a_plan_unfolds_and_turns_into_json() {
    let all = Supple::new("plan --all seated-twist").succeeds();
    assert!(all.contains("Seated twist, right: turn right"), "{all}");
    assert!(all.contains("rep 3/3"), "{all}");
    let json = Supple::new("plan --json seated-twist").succeeds();
    let keys = ["title", "least_seconds", "most_seconds", "ready_seconds", "waits", "phases"];
    let places: Vec<usize> =
        keys.iter().map(|key| json.find(&format!("\"{key}\"")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    let plan: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(plan["title"], "Seated twist");
    assert_eq!(plan["phases"][1]["kind"], "rep");
}

#[test]
fn a_routine_is_found_by_the_beginning_of_its_id() {
    assert!(Supple::new("plan shoulder").succeeds().starts_with("Shoulder raises\n"));
}

#[test]
fn a_wrong_id_is_answered_with_those_that_are_like_it() {
    assert_eq!(
        Supple::new("plan sholder-raises").fails(1),
        "error: no routine is called `sholder-raises`\nhelp: did you mean `shoulder-raises`?\n"
    );
    assert_eq!(
        Supple::new("play xyzzy").fails(1),
        "error: no routine is called `xyzzy`\n\
         help: `supple list` shows them all; a file is named by its path, like ./my.ron\n"
    );
    assert_eq!(
        Supple::new("plan breathe").fails(1),
        "error: `breathe` may be several routines\n\
         help: write `breathe-belly`, `breathe-even` or `breathe-box`\n"
    );
}

#[test]
fn a_missing_file_is_named() {
    assert_eq!(
        Supple::new("plan gone.ron").fails(1),
        "error: can't read `gone.ron`: no such file or directory\n"
    );
    assert_eq!(
        Supple::new("plan ./").fails(1),
        "error: can't read `./`: it is a folder, not a file\n"
    );
}

#[test]
fn a_huge_file_is_not_read() {
    let huge = Supple::new("plan huge.ron").file("huge.ron", vec![b' '; 1024 * 1024 + 1]);
    assert_eq!(
        huge.fails(1),
        "error: can't read `huge.ron`: it is larger than 1 MiB, the most that a routine file may have\n"
    );
    assert!(Supple::new("plan /dev/zero").fails(1).contains("larger than 1 MiB"));
}

#[test]
fn a_mistake_in_a_file_has_a_place() {
    let told =
        Supple::new("plan typo.ron").file("typo.ron", "(\n  title: \"T\",\n  stepz: [])").fails(1);
    assert!(told.contains("--> typo.ron:3:3\n"), "{told}");
    assert!(told.ends_with("error: `typo.ron` can't be played\n"), "{told}");
    let told = Supple::new("plan latin.ron").file("latin.ron", b"(title: \"\xe4\")").fails(1);
    assert!(told.contains("a routine is text in UTF-8"), "{told}");
}

#[test]
fn what_is_not_understood_has_exit_status_2() {
    for words in ["dance", "play", "plan x --wrong", "play x --speed 0.5", "play x --from 0"] {
        let told = Supple::new(words).fails(2);
        assert!(told.starts_with("error: "), "{words}: {told}");
    }
}

#[test]
fn help_and_version_are_answers() {
    assert_eq!(
        Supple::new("--version").succeeds(),
        concat!("supple ", env!("CARGO_PKG_VERSION"), "\n")
    );
    for words in ["--help", "help", "help play", "plan --help"] {
        assert!(Supple::new(words).succeeds().contains("Usage: supple"), "{words}");
    }
}

#[test]
fn the_list_has_every_routine_and_the_own_folder() {
    let list = Supple::new("list").succeeds();
    assert!(list.starts_with("First hour\n  first-five-minutes"), "{list}");
    assert!(list.contains("step-forward-stretch"));
    assert!(list.contains("red-flags"));
    assert!(
        list.ends_with("Your own routines are the .ron files in ~/data/supple/routines\n"),
        "{list}"
    );
    assert!(list.lines().all(|line| line.chars().count() <= 80), "{list}");
}

#[test]
fn own_routines_are_listed_and_take_the_place_of_built_in_ones() {
    let own = |words: &str| Supple::new(words).own("heat-session.ron", HOLD).own("neck.ron", HOLD);
    let list = own("list").succeeds();
    assert!(
        list.contains(
            "  heat-session          0:25         Mine (yours, in place of the built-in one)"
        ),
        "{list}"
    );
    assert!(list.contains("Your own\n"), "{list}");
    assert!(list.contains("  neck                  0:25         Mine (yours)"), "{list}");
    assert!(own("plan heat-session").succeeds().starts_with("Mine\n"));
    let listed: Value = serde_json::from_str(&own("list --json").succeeds()).unwrap();
    let routines = listed["routines"].as_array().unwrap();
    let heat: Vec<&Value> = routines.iter().filter(|one| one["id"] == "heat-session").collect();
    assert_eq!(heat.len(), 1);
    assert_eq!((&heat[0]["shadows"], &heat[0]["origin"]), (&true.into(), &"own".into()));
    assert_eq!(heat[0]["most_seconds"], 25);
    assert_eq!(listed["folder"], "~/data/supple/routines");
}

#[test]
fn a_broken_own_file_is_marked_and_hides_no_other() {
    let broken = |words: &str| {
        let file = "(title: \"T\",\nstepz: [])";
        Supple::new(words).own("cold-session.ron", file).own("x.ron", b"\xff")
    };
    let list = broken("list").succeeds();
    assert!(list.contains("  cold-session          broken       line 2: "), "{list}");
    assert!(
        list.contains("  x                     broken       the file is text in an old enc"),
        "{list}"
    );
    assert!(list.contains("heat-session"), "{list}");
    let told = broken("plan cold-session").fails(1);
    assert!(told.contains("--> ~/data/supple/routines/cold-session.ron:2:"), "{told}");
    assert!(told.contains("the built-in routine of its name"), "{told}");
    assert!(broken("plan heat-session").run().status == Some(0));
}

#[test]
fn a_file_without_permission_is_marked() {
    let supple = Supple::new("list").own("locked.ron", HOLD);
    let path = supple.folder().join("locked.ron");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        return; // The superuser may read everything.
    }
    assert!(supple.succeeds().contains("broken       permission denied"));
}

#[test]
fn an_unreadable_folder_is_told_about_and_the_rest_is_there() {
    // A file where the folder should be: unreadable as a folder for the superuser too.
    let supple = Supple::new("list");
    std::fs::create_dir_all(supple.folder().parent().unwrap()).unwrap();
    std::fs::write(supple.folder(), "").unwrap();
    let ran = supple.run();
    assert_eq!(
        ran.stderr,
        "warning: your own routines in `~/data/supple/routines` can't be read: not a directory\n"
    );
    assert_eq!(ran.status, Some(0));
    assert!(ran.stdout.contains("heat-session"));
}

#[test]
fn hidden_files_and_folders_are_passed_over() {
    let supple = Supple::new("list").own(".#neck.ron", "").own("notes.txt", "");
    std::fs::create_dir(supple.folder().join("old.ron")).unwrap();
    let list = supple.succeeds();
    assert!(!list.contains("broken") && !list.contains("Your own\n"), "{list}");
}

#[test]
fn all_about_a_routine_is_shown() {
    let shown = Supple::new("show seated-twist").succeeds();
    for part in ["seated-twist (built in)", "Take care", "Steps", "  1    Seated twist", "Sources"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert!(shown.contains("Stop if pain turns sharp"), "{shown}");
}

#[test]
fn a_figure_without_a_terminal_is_drawn_with_what_the_locale_has() {
    let kitty = Supple::new("show seated-twist --figure").env("LANG", "en_GB.UTF-8");
    let blocks = kitty.env("TERM", "xterm-kitty").succeeds();
    let known = |c: char| matches!(c, ' '..='~' | '\n') || "▘▝▀▖▌▞▛▗▚▐▜▄▙▟█░▒▓─▶◀".contains(c);
    assert!(blocks.contains("turn right ──▶"), "{blocks}");
    assert!(blocks.contains('▓') && blocks.chars().all(known), "{blocks}");
    let shown = Supple::new("show seated-twist --figure").succeeds();
    assert!(shown.contains("turn right -->"), "{shown}");
    assert!(shown.contains("its right is your"), "{shown}");
    assert!(shown.contains("@@@@") && shown.is_ascii(), "{shown}");
    assert!(shown.lines().all(|line| line.len() <= 80), "{shown}");
    let own = Supple::new("show seated-twist --figure").own(
        "seated-twist.ron",
        "Routine(title: \"Mine\", steps: [Hold(name: \"Sit\", for: \"5s\")])",
    );
    assert!(own.fails(1).contains("there is no figure of `seated-twist`"));
}

#[test]
fn a_page_is_shown_by_its_name_or_the_beginning_of_it() {
    let page = Supple::new("show red-flags").succeeds();
    assert!(page.starts_with("When to see a doctor\n"), "{page}");
    assert_eq!(Supple::new("show red").succeeds(), page);
    assert!(Supple::new("show heat-and-cold").succeeds().len() > 100);
    assert!(Supple::new("show xyzzy").fails(1).contains("no routine is called `xyzzy`"));
}

#[test]
fn whoever_reads_only_the_first_line_is_no_error() {
    for words in ["list", "plan --json heat-session", "show red-flags", "--help"] {
        let mut child = Supple::new(words).command().spawn().unwrap();
        drop(child.stdout.take());
        let mut stderr = String::new();
        child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        let status = child.wait().unwrap();
        assert_eq!((status.code(), stderr.as_str()), (Some(0), ""), "{words}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let Ok(full) = full else { return };
    let supple = Supple::new("list");
    let output = supple.command().stdout(Stdio::from(full)).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.starts_with("error: can't write the answer: "), "{told}");
}

#[test]
fn a_shell_is_told_what_may_stand_where_the_cursor_is() {
    for shell in ["bash", "zsh", "fish"] {
        let script = Supple::new("completions").word(shell).succeeds();
        assert!(script.contains("SUPPLE_COMPLETE"), "{shell}: {script}");
    }
    // As the script for bash asks.
    let told = |line: &str| {
        let words = line.split(' ');
        let at = words.clone().count() - 1;
        let mut asked = Supple::new("--").own("sheet.ron", HOLD);
        for (name, value) in [
            ("SUPPLE_COMPLETE", "bash"),
            ("_CLAP_IFS", " "),
            ("_CLAP_COMPLETE_INDEX", &at.to_string()),
            ("_CLAP_COMPLETE_COMP_TYPE", "9"),
            ("_CLAP_COMPLETE_SPACE", "false"),
        ] {
            asked = asked.env(name, value);
        }
        words.fold(asked, Supple::word).succeeds()
    };
    assert_eq!(told("supple pl"), "play plan");
    assert_eq!(told("supple play sh"), "shoulder-raises sheet");
    assert_eq!(told("supple play sheet heat"), "heat-session");
    assert_eq!(told("supple show red"), "red-flags");
    assert_eq!(told("supple answer pa"), "pause");
    assert_eq!(told("supple explain often-d"), "often-differs");
    assert_eq!(told("supple list --position ly"), "lying");
}

#[test]
fn a_list_for_scripts_has_a_line_for_each_that_the_filters_leave_in() {
    let listed = |words: &str| Supple::new(words).own("broken.ron", "(").succeeds();
    let all = listed("list --lines");
    assert!(all.lines().all(|line| line.split('\t').count() == 6), "{all}");
    assert!(all.lines().all(|line| !line.starts_with("broken")), "{all}");
    let few = listed("list --lines --area neck --position seated --minutes 2 --group desk");
    let ids: Vec<&str> = few.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(ids, ["shoulder-raises", "desk-chin-tuck", "desk-neck-tilt"]);
    let table = listed("list --group desk");
    assert!(table.contains("At the desk") && !table.contains("First hour"), "{table}");
}

#[test]
fn the_man_page_knows_every_command() {
    let man = Supple::new("man").succeeds();
    for word in [".TH supple", "hands\\-free", "\\-\\-json", "red\\-flags"] {
        assert!(man.contains(word), "{word}: {man}");
    }
}

#[test]
fn a_check_tells_all_that_is_wrong_with_each_file() {
    let good = HOLD.replace("steps:", "sources: [(title: \"A book\")], steps:");
    let two_faults = "(title: \"T\", steps: [Hold(for: \"30 potatoes\", tims: 3)])";
    let check = |words: &str| {
        let supple = Supple::new(words).file("good.ron", &good);
        supple.file("bad.ron", two_faults).run()
    };
    let human = check("check good.ron bad.ron");
    assert_eq!((human.status, human.stderr.as_str()), (Some(1), ""));
    assert!(human.stdout.contains("--> bad.ron:1:"), "{human:?}");
    assert!(human.stdout.contains("\n2 errors in 1 file\n"), "{human:?}");
    let short = check("check --format short good.ron bad.ron");
    let lines: Vec<&str> = short.stdout.lines().collect();
    assert!(
        lines.len() > 1 && lines.iter().all(|line| line.starts_with("bad.ron:1:")),
        "{short:?}"
    );
    let json = check("check --format json bad.ron");
    let objects: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(objects.as_array().unwrap().len(), lines.len());
    assert_eq!(json.status, Some(1));
    let sound = check("check good.ron");
    assert_eq!((sound.status, sound.stdout.as_str()), (Some(0), "1 file can be played\n"));
    assert_eq!(check("check --format json good.ron").stdout, "[]\n");
    let folder = Supple::new("check data/supple/routines").own("a.ron", &good).own("b.ron", &good);
    assert_eq!(folder.succeeds(), "2 files can be played\n");
}

#[test]
fn what_includes_itself_or_grows_beyond_measure_is_refused_everywhere() {
    let cycle = |id: &str| format!("(title: \"T\", steps: [Include(\"{id}\")])");
    for words in ["plan a", "show a", "play a --plain", "check data/supple/routines/a.ron"] {
        let ran = Supple::new(words).own("a.ron", cycle("b")).own("b.ron", cycle("a")).run();
        assert_eq!(ran.status, Some(1), "{words}: {ran:?}");
    }
    // Each has the one before it a thousand times: 10 to the 12th phases.
    let mut growing = Supple::new("list").own("d0.ron", HOLD);
    for n in 1..=4 {
        let below = format!("Include(\"d{}\"),", n - 1).repeat(1000);
        growing = growing.own(&format!("d{n}.ron"), format!("(title: \"T\", steps: [{below}])"));
    }
    let list = growing.succeeds();
    assert!(
        list.lines().any(|line| line.starts_with("  d4 ") && line.contains("broken")),
        "{list}"
    );
}

#[test]
fn a_step_that_is_not_there_is_no_place_to_start() {
    assert_eq!(
        Supple::new("play seated-twist --from 9.2").fails(1),
        "error: `seated-twist` has no step 9.2\n\
         help: `supple show seated-twist` tells the number of each step\n"
    );
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let written = "(title: \"a\\u{1b}[2Jb\", about: \"\\u{9b}31m\", cautions: [\"\\u{7} bell\"], \
                   steps: [Hold(name: \"\\u{1b}]0;x\\u{7}\", for: \"1s\")])";
    let raw = "(title: \"a\u{1b}[2Jb\", \u{9b}31m: \u{7}, \u{202e}steps: [])";
    for text in [written, raw] {
        for words in
            ["plan evil", "plan --all evil", "show evil", "list", "check data/supple/routines"]
        {
            let ran = Supple::new(words).own("evil.ron", text).run();
            let told = ran.stdout + &ran.stderr;
            let obeyed = |c: char| c != '\n' && c.is_control() || c == '\u{202e}';
            assert!(!told.contains(obeyed), "{words}: {told:?}");
            assert!(told.contains("evil"), "{words}: {told:?}");
        }
    }
    for word in ["\u{1b}[2J", "./\u{1b}[2J.ron"] {
        let told = Supple::new("plan").word(word).fails(1);
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
}

//! Every key, in the order in which it is told, one line each: where it is pressed, which keys, what
//! they do, one or two words for a footer, and a sentence for the help screen.

use crossterm::event::KeyCode;

use super::{Action, Binding, Key, Place};

macro_rules! table {
    ($($place:ident [$($key:tt)+] $action:ident $short:literal $long:literal)+) => {
        &[$(Binding {
            place: Place::$place,
            keys: &[$(key!($key)),+],
            action: Action::$action,
            short: $short,
            long: $long,
        }),+]
    };
}

macro_rules! key {
    ((ctrl $letter:literal)) => {
        Key::Ctrl($letter)
    };
    ($code:ident) => {
        Key::Code(KeyCode::$code)
    };
    ($letter:literal) => {
        Key::Letter($letter)
    };
}

/// Every key of the program.
pub const TABLE: &[Binding] = table! {
    Session    [Enter] Enter "go on" "Your turn: begin, in position, enough, answered. It never skips anything."
    Session    [' '] Pause "pause" "Pause, and go on after 3 seconds."
    Session    ['n' Right] Next "next" "On to the next repetition or hold."
    Session    ['b' Left] Back "back" "Back to the repetition or hold before."
    Session    ['N'] NextStep "next step" "On to the next step."
    Session    ['B'] BackStep "step back" "Back to the step before."
    Session    ['0'] Again "again" "This repetition or hold again from its start."
    Session    ['+' '='] Longer "15 s more" "15 seconds more, for holds, rests, lying and walking."
    Session    ['-'] Shorter "15 s less" "15 seconds less, for holds, rests, lying and walking."
    Session    ['c'] GoOn "keep it on" "At the bell of heat or cold: keep it on until it must come off."
    Session    ['x'] Hurts "that hurts" "That hurts: notes it and stops. The page that it opens can take it back."
    Session    ['e'] Easier "easier" "Stop here, and put an easier routine before you, where one is named."
    Session    ['r'] Words "words" "The words of this step once more: said if the voice is on, else shown big."
    Session    ['z'] Big "big" "The countdown and the instruction take the whole screen."
    Session    ['m'] Bell "sound" "Sound: at every change, at sides and ends only, or never. An alarm always rings."
    Session    ['v'] Voice "voice" "Say what to do, in words; again, and it is silent."
    Session    ['<'] Quieter "quieter" "The tones a little quieter."
    Session    ['>'] Louder "louder" "The tones a little louder."
    Session    ['i'] About "about" "All cautions, the sources, and how well the dose is backed."
    Session    ['a'] AllSteps "all of it" "Before it begins: all of it, or only the steps that are due."
    Session    ['t'] TryAlarm "try the alarm" "Before heat or cold: try the alarm, so that you know you will hear it."
    Session    ['y'] Yes "yes" "Begin heat or cold: none of its warnings is you, and the pack is on. Play anyway what is for later, or comes too soon."
    Session    ['q' Esc] Quit "stop" "Stop at once; Space goes on. Before it begins: leave. With a pack on, the pack comes off first."
    End        [Enter Esc 'q'] Enter "leave" "Leave: back to the list, where there is one."
    End        [' '] Pause "go on" "Go on where you stopped; after what hurt, with the next step."
    End        ['u'] Slip "it was a slip" "It did not hurt: nothing of it is kept, and it goes on where it was."
    End        ['a'] Again "again" "The same once more."
    End        ['n'] Next "next" "What suits next."
    End        ['e'] Easier "easier" "An easier routine, where one is named."
    End        [Up] Up "up" "A line up in what was done."
    End        [Down] Down "down" "A line down in what was done."
    End        [Tab Right] NextNumber "next number" "On to the next number: how it is, and how many each set at your own pace was."
    End        [BackTab Left] NumberBefore "number before" "Back to the number before, to correct it."
    Picker     [Enter] Enter "open" "Open the routine."
    Picker     [Up (ctrl 'p')] Up "up" "One routine up."
    Picker     [Down (ctrl 'n')] Down "down" "One routine down."
    Picker     [PageUp] PageUp "page up" "A page up."
    Picker     [PageDown] PageDown "page down" "A page down."
    Picker     [Home] First "first" "The first routine."
    Picker     [End] Last "last" "The last routine."
    Picker     [Right] ScrollDown "read on" "Of a row of today: why it is there. Of others: read on in the preview."
    Picker     [Left] ScrollUp "read back" "Back in the preview."
    Picker     [Backspace] Erase "erase" "Take the last letter of the filter back."
    Picker     ['+'] Mark "mark" "Mark the routine, or take its mark back: Enter plays what is marked, one after another."
    Picker     [Tab] HowIsIt "how is it" "Say how your back is: what is offered today follows from it, and what suits later is marked."
    Picker     [(ctrl 'r')] TakeUp "broken off" "Go on with a session that was broken off, keep what was done, or discard it."
    Picker     [Esc] Close "leave" "Take the filter back; without one, leave."
    Question   [Enter] Enter "choose" "This answer; where more is to be read before it, reads on."
    Question   [Up (ctrl 'p')] Up "up" "One answer up."
    Question   [Down (ctrl 'n')] Down "down" "One answer down."
    Question   [Esc] Close "leave" "One step back; from the first question, leave."
    Text       [Up] Up "up" "A line up."
    Text       [Down] Down "down" "A line down."
    Text       [PageUp] PageUp "page up" "A page up."
    Text       [PageDown ' '] PageDown "more" "A page down."
    Text       [Esc 'q' Enter] Close "leave" "Leave the text."
    Queue      [Up] Up "up" "Before several routines: the one above."
    Queue      [Down] Down "down" "Before several routines: the one below."
    Queue      ['s'] Swap "swap" "Before a set for some minutes: another routine that fits, in the place of this one."
    Queue      ['d' Delete] LeaveOut "drop" "Before several routines: leave this one out."
    Counting   ['0' '1' '2' '3' '4' '5' '6' '7' '8' '9'] Count "how many" "After repetitions at your own pace: how many it was. Nothing waits for it."
    Counting   [Backspace] Erase "erase" "Takes the last digit back; without any, the number is not known."
    Felt       ['0' '1' '2' '3' '4' '5' '6' '7' '8' '9' 'T'] Rate "0 to 10" "Before a routine and after it: pain or stiffness, 0 to 9, T for ten."
    Watch      [Enter] Enter "play" "Play the last good version from this step on."
    Watch      ['s'] PlayFast "10 times as fast" "The same, ten times as fast."
    Watch      [Up 'k'] Up "up" "A step up."
    Watch      [Down 'j'] Down "down" "A step down."
    Watch      [Home] First "first" "The first step."
    Watch      [End] Last "last" "The last step."
    Watch      [PageDown ' '] PageDown "read on" "Read on: what is left of the problems, then of the words."
    Watch      [PageUp] PageUp "read back" "Read back, through the words and then the problems."
    Watch      ['q' Esc] Close "leave" "Leave; while it is played: back to watching."
    Figures    [Right Tab] Next "next page" "The next page of figures."
    Figures    [Left] Back "page before" "The page of figures before."
    Figures    [Up] Up "up" "The routine or part of the body above."
    Figures    [Down] Down "choose" "The routine or part of the body below."
    Figures    [Esc 'q'] Close "leave" "Leave the figures."
    Everywhere ['!'] RedFlags "see a doctor?" "When a back needs a doctor, and how fast."
    Everywhere ['?'] Help "keys" "The keys of this screen."
    Everywhere [(ctrl 'z')] Suspend "" "Back to the shell for a while; fg returns."
    Everywhere [(ctrl 'c')] Interrupt "" "Stop at once and leave."
};

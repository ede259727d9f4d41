//! What a system is given so that it looks once a minute: a timer of systemd, or an agent of
//! launchd. Texts only; `host` puts them where they belong.

use super::Reminder;

/// What the units of systemd and the agent of launchd are called.
pub const NAME: &str = "supple-remind";

/// What starts one look, as systemd wants it: the program, and what of our environment it needs to
/// find the same files and the same tmux.
pub fn systemd_service(program: &str, variables: &[(String, String)]) -> String {
    let variable = |(name, value): &(String, String)| {
        format!("Environment={}\n", quoted(&format!("{name}={value}")))
    };
    let variables: String = variables.iter().map(variable).collect();
    // A command's dollars mean variables, which those of `Environment` do not.
    let program = quoted(program).replace('$', "$$");
    format!(
        "[Unit]\nDescription=supple looks whether it is time for a nudge\n\n[Service]\n\
         Type=oneshot\nLogLevelMax=notice\n{variables}ExecStart={program} remind now\n"
    )
}

/// A word as systemd reads it back.
fn quoted(word: &str) -> String {
    let word = word.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", word.replace('%', "%%"))
}

/// When systemd looks: each minute of the days and hours in which a nudge may come.
pub fn systemd_timer(reminder: &Reminder) -> String {
    let days: Vec<&str> = reminder.on().collect();
    let days = match days.len() {
        7 => String::new(),
        _ => days.join(",") + " ",
    };
    let hours = match reminder.hours {
        Some((from, to)) if from < to => {
            // The hour that ends at 18:00 is the one from 17:00.
            let last = if to.minute() == 0 { to.hour() - 1 } else { to.hour() };
            format!("{:02}..{last:02}", from.hour())
        }
        _ => "*".into(),
    };
    format!(
        "[Unit]\nDescription=supple looks each minute whether it is time for a nudge\n\n[Timer]\n\
         OnCalendar={days}*-*-* {hours}:*:00\nAccuracySec=20s\n\n[Install]\n\
         WantedBy=timers.target\n"
    )
}

/// The same for launchd.
pub fn launchd_agent(program: &str, variables: &[(String, String)]) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let entry = |(name, value): &(String, String)| {
        let (name, value) = (escaped(name), escaped(value));
        format!("    <key>{name}</key><string>{value}</string>\n")
    };
    let variables: String = variables.iter().map(entry).collect();
    let program = escaped(program);
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>{NAME}</string>
  <key>ProgramArguments</key>
  <array><string>{program}</string><string>remind</string><string>now</string></array>
  <key>EnvironmentVariables</key>
  <dict>
{variables}  </dict>
  <key>StartInterval</key><integer>60</integer>
</dict>
</plist>
"#
    )
}

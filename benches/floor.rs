//! What the figures are held against: the least that a ratatui program can be that shows one line
//! and redraws it once a second.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crossterm::event::KeyCode;
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::trial::line;

/// A thread for the keys, a sleep to the next second, one line. `q` ends it.
pub fn bare() -> std::io::Result<()> {
    use crossterm::{cursor, execute, terminal};
    let mut out = std::io::stdout();
    terminal::enable_raw_mode()?;
    execute!(out, terminal::EnterAlternateScreen, cursor::Hide)?;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            if sender.send(event).is_err() {
                break;
            }
        }
    });
    let mut screen = Terminal::new(CrosstermBackend::new(std::io::stdout()))?;
    let start = Instant::now();
    loop {
        let seconds = start.elapsed().as_secs();
        screen.draw(|frame| frame.render_widget(line(seconds), frame.area()))?;
        let next = start + Duration::from_secs(seconds + 1);
        match receiver.recv_timeout(next.saturating_duration_since(Instant::now())) {
            Ok(crossterm::event::Event::Key(key)) if key.code == KeyCode::Char('q') => break,
            Ok(_) | Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    execute!(out, cursor::Show, terminal::LeaveAlternateScreen)?;
    terminal::disable_raw_mode()
}

//! Where a person's files are, as the XDG base directories say: on Linux and macOS alike, since
//! that is where people of the terminal look. It names places and opens nothing.

use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The places of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// The person's own routines: `$XDG_DATA_HOME/supple/routines`.
    pub routines: PathBuf,
    /// What the person wishes: `$XDG_CONFIG_HOME/supple`.
    pub config: PathBuf,
    /// What was played: `$XDG_DATA_HOME/supple/history`.
    pub history: PathBuf,
    /// What this machine alone needs: `$XDG_STATE_HOME/supple`.
    pub state: PathBuf,
    /// What is so only while a session runs: `$XDG_RUNTIME_DIR/supple`, or `run` in the state.
    pub run: PathBuf,
    /// What can be made anew: `$XDG_CACHE_HOME/supple`.
    pub cache: PathBuf,
}

/// The places of whoever runs the program; `None` where there is no home directory.
pub fn places() -> Option<Folders> {
    let base = etcetera::choose_base_strategy().ok()?;
    let state = base.state_dir().unwrap_or_else(|| base.data_dir());
    let runtime = base.runtime_dir().filter(|folder| folder.is_absolute());
    Some(Folders {
        run: match runtime {
            Some(runtime) => runtime.join("supple"),
            None => state.join("supple").join("run"),
        },
        routines: base.data_dir().join("supple").join("routines"),
        history: base.data_dir().join("supple").join("history"),
        config: base.config_dir().join("supple"),
        state: state.join("supple"),
        cache: base.cache_dir().join("supple"),
    })
}

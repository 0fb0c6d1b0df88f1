use std::path::PathBuf;

use clap::{Args, Subcommand};
use latchstring_bootstrap::keys::KeyId;

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// Make a keyring of one fresh key, in a new file that only you may read
    ///
    /// Never writes over a file. Needs no configuration. The key itself is not shown.
    Generate {
        /// The file
        #[arg(long, value_name = "FILE", default_value = "keyring.json")]
        out: PathBuf,
    },
    /// List the keys of the configured keyring, the primary first
    List,
    /// Count what depends on each key: what is sealed under it, links that die with it, secrets derived from it
    Usage,
    /// Add a fresh key that seals nothing yet; the first step where there are several servers
    Add(KeysOut),
    /// Have a key seal from now on; the one before it goes on opening what it has sealed
    ///
    /// Only when every server has the key and was started with it: one that lacks it cannot read what is sealed from now on.
    Promote {
        /// Its id
        id: KeyId,
        #[command(flatten)]
        out: KeysOut,
    },
    /// Add a fresh key and have it seal from now on, where one server is all there is; start it anew at once
    Rotate(KeysOut),
    /// Kill a key: no link and no code that was made under it is accepted any more; start the servers anew at once
    ///
    /// What the database holds under it stays readable, so that it can be moved. The primary cannot be killed: rotate first.
    Disable {
        /// Its id
        id: KeyId,
        #[command(flatten)]
        out: KeysOut,
    },
    /// Take that back
    Enable {
        /// Its id
        id: KeyId,
        #[command(flatten)]
        out: KeysOut,
    },
    /// Move everything that is sealed in the database to the primary key, beside running servers
    ///
    /// In small commits; killed at any moment and run again, it does the rest.
    Rewrap,
    /// Take a key out of the keyring on which nothing depends any more; what verifies the event log stays
    ///
    /// Older backups of the database still need it: keep a copy of the keyring as it was for as long as you keep them.
    Retire {
        /// Its id
        id: KeyId,
        #[command(flatten)]
        out: KeysOut,
    },
}

/// Where the keyring is written.
#[derive(Debug, Args)]
pub(crate) struct KeysOut {
    /// Write the changed keyring into this new file, and leave the configured one as it is; needed where the keyring stands
    /// in the configuration or the environment itself
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

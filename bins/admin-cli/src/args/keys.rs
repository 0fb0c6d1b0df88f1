use std::path::PathBuf;

use clap::Subcommand;

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
}

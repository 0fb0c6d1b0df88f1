use std::path::PathBuf;

use clap::{Args, Subcommand};
use latchstring_domain::key::ConnectorKey;

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectorCommand {
    /// Take a catalog of connectors in: new ones are made, known ones changed, none is removed
    ///
    /// The whole file is read first. If anything in it is wrong, all of that is told, and nothing is imported.
    Import(ImportedFile),
    /// List the connectors of the catalog, by key
    List,
    /// Show one connector with its form and its fields
    Show {
        /// Its key or id
        key: ConnectorKey,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportedFile {
    /// The catalog, in JSON: a list of connectors, or an object with a list as its member connectors; - is standard input
    pub(crate) file: PathBuf,
    /// Tell what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Leave connectors of the type oauth out: without your registration there, nobody can sign in at them
    #[arg(long)]
    pub(crate) skip_oauth: bool,
}

use std::path::PathBuf;

use clap::{Args, Subcommand};
use latchstring_domain::country::Country;
use latchstring_domain::utility::UtilityType;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum ProviderCommand {
    /// List the providers that recipients can find, by name
    List(ProviderFilter),
    /// Take a catalog of providers in: those at new addresses are made, those at known ones changed, none is removed
    ///
    /// The whole file is read first. If anything in it is wrong, all of that is told, and nothing is imported.
    Import(ProviderFile),
}

#[derive(Debug, Args)]
pub(crate) struct ProviderFilter {
    /// Only those whose name or address contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Only those that serve this country, such as US
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<Country>,
    /// Only those that deliver this
    #[arg(long, value_name = "TYPE", value_parser = values::utility_type())]
    pub(crate) utility_type: Option<UtilityType>,
    /// Those that recipients do not find instead: named by recipients, or taken out of the catalog
    #[arg(long)]
    pub(crate) unlisted: bool,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) limit: u32,
}

#[derive(Debug, Args)]
pub(crate) struct ProviderFile {
    /// The catalog, in JSON: a list of providers, or an object with a list as its member providers; - is standard input
    pub(crate) file: PathBuf,
    /// Tell what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

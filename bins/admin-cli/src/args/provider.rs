use clap::{Args, Subcommand};
use latchstring_domain::country::Country;

#[derive(Debug, Subcommand)]
pub(crate) enum ProviderCommand {
    /// List the providers that recipients can find, by name
    List(ProviderFilter),
}

#[derive(Debug, Args)]
pub(crate) struct ProviderFilter {
    /// Only those whose name or address contains this
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// Only those that serve this country, such as US
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<Country>,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) limit: u32,
}

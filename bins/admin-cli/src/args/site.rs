use clap::{Args, Subcommand};
use latchstring_domain::id::CompanyId;
use latchstring_domain::text::{ExternalId, SiteAddress, SiteName, SitePathStep};

#[derive(Debug, Subcommand)]
pub(crate) enum SiteCommand {
    /// Make a site
    Create(NewSite),
    /// List the sites of a company, oldest first
    List {
        /// The company
        #[arg(long, value_name = "ID")]
        company: CompanyId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewSite {
    /// The company it belongs to
    #[arg(long, value_name = "ID")]
    pub(crate) company: CompanyId,
    /// Its name, 1 to 255 characters; recipients see it
    #[arg(value_parser = SiteName::parse)]
    pub(crate) name: SiteName,
    /// Its postal address
    #[arg(long, value_parser = SiteAddress::parse)]
    pub(crate) address: Option<SiteAddress>,
    /// A group above it, outermost first; may be repeated, 10 at most
    #[arg(long = "path", value_name = "GROUP", value_parser = SitePathStep::parse)]
    pub(crate) path: Vec<SitePathStep>,
    /// Your own id for it, unique within the company
    #[arg(long, value_name = "ID", value_parser = ExternalId::parse)]
    pub(crate) external_id: Option<ExternalId>,
}

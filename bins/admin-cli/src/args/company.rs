use clap::{Args, Subcommand};
use latchstring_domain::id::CompanyId;
use latchstring_domain::text::{CompanyName, ExternalId};
use time::Date;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum CompanyCommand {
    /// Make a company
    Create(NewCompany),
    /// List the companies of the workspace, newest first
    List {
        /// Only the one with this external id
        #[arg(long, value_name = "ID", value_parser = ExternalId::parse)]
        external_id: Option<ExternalId>,
    },
    /// Show one company with its sites
    Show {
        /// Its id
        id: CompanyId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewCompany {
    /// Its name, 1 to 200 characters; recipients see it
    #[arg(value_parser = CompanyName::parse)]
    pub(crate) name: CompanyName,
    /// Your own id for it, unique within the workspace
    #[arg(long, value_name = "ID", value_parser = ExternalId::parse)]
    pub(crate) external_id: Option<ExternalId>,
    /// From when on its data is collected, such as 2026-05-31
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub(crate) start_date: Option<Date>,
    /// A label of your own; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label)]
    pub(crate) metadata: Vec<(String, String)>,
}

use latchstring_service::provider::{self, SearchProviders};

use super::input;
use super::session::Session;
use crate::args::{ProviderCommand, ProviderFile, ProviderFilter};
use crate::catalog;
use crate::document::Mistake;
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{ImportShape, ProviderList, ProviderShape};

/// How many mistakes of a catalog are told.
const TOLD: usize = 100;

pub(super) async fn run(session: &Session, command: ProviderCommand) -> Result<Answer, Problem> {
    match command {
        ProviderCommand::List(filter) => list(session, filter).await,
        ProviderCommand::Import(file) => import(session, file).await,
    }
}

async fn list(session: &Session, filter: ProviderFilter) -> Result<Answer, Problem> {
    let ProviderFilter { search, country, utility_type, unlisted, limit } = filter;
    let workspace = session.workspace().await?.id;
    let wish = SearchProviders {
        text: search,
        country,
        utility_type,
        unlisted,
        limit,
        ..SearchProviders::default()
    };
    let found = provider::search(&session.ls, workspace, &wish).await?;
    Answer::new(&ProviderList { providers: found.into_iter().map(ProviderShape::from).collect() })
}

async fn import(session: &Session, arguments: ProviderFile) -> Result<Answer, Problem> {
    let ProviderFile { file, dry_run } = arguments;
    let caller = session.caller().await?;
    let read = catalog::read_providers(&input::read(&file)?);
    let entries = read.map_err(|mistakes| no_catalog(&input::name(&file), &mistakes))?;
    let imported = if dry_run {
        provider::preview(&session.ls, &caller, &entries).await?
    } else {
        provider::import(&session.ls, &caller, &entries).await?
    };
    Answer::new(&ImportShape::new(imported, 0, dry_run))
}

fn no_catalog(name: &str, mistakes: &[Mistake]) -> Problem {
    let lines: String = mistakes.iter().take(TOLD).map(|mistake| format!("\n  {mistake}")).collect();
    let more = mistakes.len().saturating_sub(TOLD);
    let rest = if more == 0 { String::new() } else { format!("\n  and {more} more") };
    Problem::usage(format!("{name} is no catalog that can be imported, nothing was changed:{lines}{rest}"))
}

use std::path::Path;

use latchstring_service::Caller;
use latchstring_service::branding::{self, FetchPictureError, UploadError};
use latchstring_service::provider::{self, CatalogEntry, Emblem, SearchProviders};

use super::input;
use super::session::Session;
use crate::args::{ProviderCommand, ProviderFile, ProviderFilter};
use crate::catalog::{self, LogoAt, ProviderEntry};
use crate::document::Mistake;
use crate::output::Answer;
use crate::picture::PictureSource;
use crate::problem::Problem;
use crate::shape::{ImportShape, ProviderList, ProviderShape};

/// More than any picture that is taken, so that who draws it says what is too long.
const MAX_LOGO: u64 = 1024 * 1024;
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
    let address = branding::address(&session.ls, &session.caller_in(workspace)).await?;
    let shape = |provider| ProviderShape::new(provider, &address);
    Answer::new(&ProviderList { providers: found.into_iter().map(shape).collect() })
}

async fn import(session: &Session, arguments: ProviderFile) -> Result<Answer, Problem> {
    let ProviderFile { file, dry_run } = arguments;
    let caller = session.caller().await?;
    let read = catalog::read_providers(&input::read(&file)?);
    let refused = |mistakes: Vec<Mistake>| no_catalog(&input::name(&file), &mistakes);
    let entries = with_logos(session, &caller, &file, read.map_err(refused)?).await?.map_err(refused)?;
    let imported = if dry_run {
        provider::preview(&session.ls, &caller, &entries).await?
    } else {
        provider::import(&session.ls, &caller, &entries).await?
    };
    Answer::new(&ImportShape::new(imported, 0, dry_run))
}

/// The entries with their logos, each read beside the file or fetched, and drawn; or what is wrong with some.
async fn with_logos(
    session: &Session,
    caller: &Caller,
    file: &Path,
    read: Vec<ProviderEntry>,
) -> Result<Result<Vec<CatalogEntry>, Vec<Mistake>>, Problem> {
    let (mut entries, mut mistakes) = (Vec::with_capacity(read.len()), Vec::new());
    for ProviderEntry { mut entry, logo } in read {
        if let Some(LogoAt { source, pointer }) = logo {
            match emblem(session, caller, file, source).await? {
                Ok(emblem) => entry.logo = Some(emblem),
                Err(said) => mistakes.push(Mistake { pointer, said }),
            }
        }
        entries.push(entry);
    }
    Ok(if mistakes.is_empty() { Ok(entries) } else { Err(mistakes) })
}

/// The logo, or what is wrong with it.
async fn emblem(
    session: &Session,
    caller: &Caller,
    file: &Path,
    source: PictureSource,
) -> Result<Result<Emblem, String>, Problem> {
    let drawn = match source {
        PictureSource::At(url) => Emblem::fetch(&session.ls, caller, &url).await,
        PictureSource::File(path) => {
            // Beside the catalog, wherever the command is run.
            let path = file.parent().map_or_else(|| path.clone(), |folder| folder.join(&path));
            match input::file(&path, MAX_LOGO) {
                Ok(bytes) => Emblem::draw(&bytes).map_err(UploadError::from),
                Err(problem) => return Ok(Err(problem.to_string())),
            }
        }
    };
    match drawn {
        Ok(emblem) => Ok(Ok(emblem)),
        Err(UploadError::Failed(failure) | UploadError::Fetch(FetchPictureError::Failed(failure))) => {
            Err(failure.into())
        }
        Err(error) => Ok(Err(error.to_string())),
    }
}

fn no_catalog(name: &str, mistakes: &[Mistake]) -> Problem {
    let lines: String = mistakes.iter().take(TOLD).map(|mistake| format!("\n  {mistake}")).collect();
    let more = mistakes.len().saturating_sub(TOLD);
    let rest = if more == 0 { String::new() } else { format!("\n  and {more} more") };
    Problem::usage(format!("{name} is no catalog that can be imported, nothing was changed:{lines}{rest}"))
}

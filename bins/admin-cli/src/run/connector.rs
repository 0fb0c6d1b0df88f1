use std::path::Path;

use latchstring_service::connector;

use super::input;
use super::session::Session;
use crate::args::{ConnectorCommand, ImportedFile};
use crate::catalog::{self, Catalog, CatalogRefused, OAuth};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{ConnectorList, ConnectorShape, ImportShape};

pub(super) async fn run(session: &Session, command: ConnectorCommand) -> Result<Answer, Problem> {
    match command {
        ConnectorCommand::Import(arguments) => import(session, arguments).await,
        ConnectorCommand::List => {
            let workspace = session.workspace().await?.id;
            let caller = session.caller_in(workspace);
            let all = connector::available(&session.ls, &caller, &workspace.to_string()).await?;
            Answer::new(&ConnectorList { connectors: all.iter().map(ConnectorShape::from).collect() })
        }
        ConnectorCommand::Show { key } => {
            let found = connector::get(&session.ls, &session.caller().await?, &key).await?;
            Answer::new(&ConnectorShape::from(&found))
        }
    }
}

async fn import(session: &Session, arguments: ImportedFile) -> Result<Answer, Problem> {
    let ImportedFile { file, dry_run, skip_oauth } = arguments;
    let caller = session.caller().await?;
    let oauth = if skip_oauth { OAuth::LeftOut } else { OAuth::Read };
    let read = catalog::read(&input::read(&file)?, oauth);
    let Catalog { connectors, left_out } = read.map_err(|refused| no_catalog(&file, &refused))?;
    let imported = if dry_run {
        connector::preview(&session.ls, &caller, &connectors).await?
    } else {
        connector::import(&session.ls, &caller, &connectors).await?
    };
    Answer::new(&ImportShape::new(imported, left_out, dry_run))
}

fn no_catalog(file: &Path, refused: &CatalogRefused) -> Problem {
    let lines: String = refused.flaws.iter().map(|flaw| format!("\n  {flaw}")).collect();
    let hint = match refused.oauth {
        0 => String::new(),
        1 => "\n--skip-oauth leaves the one of the type oauth out.".to_owned(),
        count => format!("\n--skip-oauth leaves the {count} of the type oauth out."),
    };
    let name = input::name(file);
    Problem::usage(format!("{name} is no catalog that can be imported, nothing was changed:{lines}{hint}"))
}

use latchstring_service::provider::{self, SearchProviders};

use super::session::Session;
use crate::args::{ProviderCommand, ProviderFilter};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{ProviderList, ProviderShape};

pub(super) async fn run(session: &Session, command: ProviderCommand) -> Result<Answer, Problem> {
    let ProviderCommand::List(ProviderFilter { search, country, limit }) = command;
    let workspace = session.workspace().await?.id;
    let wish = SearchProviders { text: search, country, limit };
    let found = provider::search(&session.ls, workspace, &wish).await?;
    Answer::new(&ProviderList { providers: found.into_iter().map(ProviderShape::from).collect() })
}

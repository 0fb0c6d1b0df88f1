use latchstring_service::recipient::{self, EraseError};

use super::session::Session;
use crate::args::RecipientCommand;
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::ErasedShape;

pub(super) async fn run(session: &Session, command: RecipientCommand) -> Result<Answer, Problem> {
    let RecipientCommand::Erase { email } = command;
    let caller = session.caller().await?;
    let erased = recipient::erase(&session.ls, &caller, email).await.map_err(|error| match error {
        EraseError::Failed(failure) => Problem::from(failure),
        broken => {
            let said = "nothing was erased from what comes after it; see `admin-cli events verify`";
            Problem::new(Exit::Broken, format!("{broken}: {said}"))
        }
    })?;
    Answer::new(&ErasedShape::from(erased))
}

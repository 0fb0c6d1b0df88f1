use latchstring_bootstrap::command;
use latchstring_bootstrap::keyring::KeyringLoadError;

use super::session;
use crate::args::{Global, KeysCommand};
use crate::output::Answer;
use crate::problem::{Exit, Problem};
use crate::shape::{KeyList, NewKeyring};

pub(super) fn run(global: &Global, command: KeysCommand) -> Result<Answer, Problem> {
    match command {
        KeysCommand::Generate { out } => {
            let made = command::generate_keyring(&out).map_err(|error| match error {
                KeyringLoadError::File { ref source, .. }
                    if source.kind() == std::io::ErrorKind::AlreadyExists =>
                {
                    let said = format!(
                        "{} is there already and was left as it is; choose another file",
                        out.display()
                    );
                    Problem::new(Exit::Refused, said)
                }
                other => Problem::new(Exit::Failed, format!("{:#}", anyhow::Error::from(other))),
            })?;
            Answer::new(&NewKeyring { file: out.display().to_string(), key_id: made.id })
        }
        KeysCommand::List => {
            let settings = session::settings(global)?;
            Answer::new(&KeyList::from(command::keys(&settings)?))
        }
    }
}

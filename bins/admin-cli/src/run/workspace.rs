use latchstring_domain::workspace::ExpiryPolicy;
use latchstring_service::workspace::{self, CreateWorkspace};

use super::session::Session;
use crate::args::{NewWorkspace, WorkspaceCommand};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{WorkspaceList, WorkspaceShape};

pub(super) async fn run(session: &Session, command: WorkspaceCommand) -> Result<Answer, Problem> {
    match command {
        WorkspaceCommand::Branding(command) => super::branding::run(session, command).await,
        WorkspaceCommand::Create(NewWorkspace { name, mode, environment, default_expiry, max_expiry }) => {
            if default_expiry.zip(max_expiry).is_some_and(|(default, max)| default > max) {
                return Err(Problem::usage("--default-expiry: must not be longer than --max-expiry"));
            }
            let expiry = ExpiryPolicy { default: default_expiry, ceiling: max_expiry };
            let wish = CreateWorkspace { name, environment, mode, expiry };
            let made =
                workspace::create(&session.ls, &session.operator, session.origin.clone(), wish).await?;
            Answer::new(&WorkspaceShape::from(made))
        }
        WorkspaceCommand::List => {
            let workspaces =
                workspace::list(&session.ls).await?.into_iter().map(WorkspaceShape::from).collect();
            Answer::new(&WorkspaceList { workspaces })
        }
        WorkspaceCommand::Show { id } => {
            let found = match id {
                Some(id) => workspace::get(&session.ls, id).await?,
                None => session.workspace().await?,
            };
            Answer::new(&WorkspaceShape::from(found))
        }
    }
}

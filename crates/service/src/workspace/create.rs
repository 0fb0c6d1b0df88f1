use latchstring_domain::actor::{Actor, ActorKind};
use latchstring_domain::event::{EventData, EventKind, Origin, Subject};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::EnvironmentKey;
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_storage::{Change, ChangeSet};

use crate::attempts::{Attempts, Commit};
use crate::provider::sandbox;
use crate::record::{By, Chain};
use crate::{Failure, Latchstring};

/// What a new workspace is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateWorkspace {
    /// Its name.
    pub name: WorkspaceName,
    /// What the customer's programs call it in paths that name an environment.
    pub environment: Option<EnvironmentKey>,
    /// Live or sandbox.
    pub mode: Mode,
    /// How long its links live.
    pub expiry: ExpiryPolicy,
}

/// Makes a workspace; a sandbox one with the sandbox provider in its catalog. For operators of the deployment only:
/// no caller acts for more than one workspace.
///
/// # Errors
/// [`Failure`].
pub async fn create(
    ls: &Latchstring,
    operator: &str,
    origin: Origin,
    wish: CreateWorkspace,
) -> Result<Workspace, Failure> {
    let mut attempts = Attempts::new(ls);
    loop {
        let now = ls.now();
        let workspace = Workspace {
            environment: wish.environment.clone(),
            expiry: wish.expiry,
            ..Workspace::new(WorkspaceId::generate(now, &mut *ls.rng()), wish.name.clone(), wish.mode, now)
        };
        let actor = Actor::new(ActorKind::Operator, operator);
        let by = By { workspace_id: workspace.id, actor, origin: origin.clone(), now, automated: false };
        let mut chain = Chain::fresh(Subject::Workspace(workspace.id));
        let data = EventData::none().with("mode", workspace.mode.as_str());
        let mut set = ChangeSet::new().with(Change::CreateWorkspace(workspace.clone()));
        set.push(chain.append(ls, &by, EventKind::WorkspaceCreated, data));
        if workspace.mode == Mode::Sandbox {
            let provider = sandbox(ls, workspace.id, now)?;
            let data = EventData::none().with("providerId", provider.id.to_string());
            set.push(Change::CreateProvider(provider));
            set.push(chain.append(ls, &by, EventKind::ProviderCreated, data));
        }
        match attempts.commit(set).await? {
            Commit::Done => return Ok(workspace),
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a new workspace was refused")),
        }
    }
}

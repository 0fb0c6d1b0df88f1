use latchstring_bootstrap::config::{Environment, LogFormat, LogSettings, Settings};
use latchstring_bootstrap::store::OpenStore;
use latchstring_bootstrap::{OsRandomness, SystemClock, command, telemetry};
use latchstring_domain::event::Origin;
use latchstring_domain::id::{RequestId, WorkspaceId};
use latchstring_domain::workspace::Workspace;
use latchstring_service::ports::{Clock as _, Randomness as _};
use latchstring_service::{Caller, Latchstring, workspace};

use crate::args::{Format, Global, operator_name};
use crate::problem::{Exit, Problem};

/// An open deployment, and who works on it.
pub(super) struct Session {
    pub(super) ls: Latchstring,
    /// Who the event log says did it.
    pub(super) operator: String,
    /// This one command.
    pub(super) origin: Origin,
    /// How standard output looks, for what is written there as it comes.
    pub(super) format: Format,
    chosen: Option<WorkspaceId>,
    store: OpenStore,
}

/// Where a quickstart serves unless it was told otherwise.
const QUICKSTART: &str = "http://127.0.0.1:8080";

/// The settings that the arguments name. Which of these arguments go together is checked here, because clap compares
/// options before a command with those behind it only after it has checked each side.
pub(super) fn settings(global: &Global) -> Result<Settings, Problem> {
    match (&global.data_dir, &global.config, &global.base_url) {
        (Some(_), Some(_), _) => Err(Problem::usage("--data-dir and --config cannot be used together")),
        (None, _, Some(_)) => {
            let said = "--base-url goes with --data-dir; a configuration has server.base_url instead";
            Err(Problem::usage(said))
        }
        (Some(folder), None, base_url) => {
            Ok(command::quickstart_settings(folder, base_url.as_deref().unwrap_or(QUICKSTART))?)
        }
        (None, file, None) => Ok(command::settings(file.as_deref())?),
    }
}

/// Who gives this one command, as the event log says it.
pub(super) fn who(global: &Global) -> (String, Origin) {
    let request_id = Some(RequestId::generate(SystemClock.now(), &mut *OsRandomness.rng()));
    let user_agent = Some(concat!("admin-cli/", env!("CARGO_PKG_VERSION")).to_owned());
    let origin = Origin { request_id, ip: None, user_agent };
    let user = || command::user_name().and_then(|name| operator_name(&name));
    (global.operator.clone().or_else(user).unwrap_or_else(|| "operator".to_owned()), origin)
}

impl Session {
    pub(super) async fn open(global: Global) -> Result<Self, Problem> {
        let settings = settings(&global)?;
        // The server's level would fill an operator's terminal; what is wrong still shows.
        let level = Environment::of_process().log_level().unwrap_or_else(|| "warn".to_owned());
        telemetry::begin(&LogSettings { level, format: LogFormat::Text })?;
        let command::Opened { latchstring: ls, store } = command::open(&settings).await?;
        let (operator, origin) = who(&global);
        Ok(Self { ls, operator, origin, format: global.format, chosen: global.workspace, store })
    }

    pub(super) async fn close(self) {
        self.store.close().await;
    }

    /// The operator, in the workspace that was chosen or is the only one.
    pub(super) async fn caller(&self) -> Result<Caller, Problem> {
        Ok(self.caller_in(self.workspace().await?.id))
    }

    pub(super) fn caller_in(&self, workspace: WorkspaceId) -> Caller {
        Caller::operator(workspace, &self.operator, self.origin.clone())
    }

    /// Whether a workspace was chosen.
    pub(super) const fn is_chosen(&self) -> bool {
        self.chosen.is_some()
    }

    /// The workspace that was chosen, or all there are.
    pub(super) async fn workspaces(&self) -> Result<Vec<Workspace>, Problem> {
        Ok(match self.chosen {
            Some(id) => vec![workspace::get(&self.ls, id).await?],
            None => workspace::list(&self.ls).await?,
        })
    }

    /// The workspace that was chosen, or the only one.
    pub(super) async fn workspace(&self) -> Result<Workspace, Problem> {
        let mut all = self.workspaces().await?;
        match (all.pop(), all.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => {
                let said = "there is no workspace yet; `admin-cli workspace create` makes one";
                Err(Problem::new(Exit::NotFound, said))
            }
            (Some(last), false) => {
                all.push(last);
                let lines =
                    all.iter().map(|one| format!("\n  --workspace {}  {} ({})", one.id, one.name, one.mode));
                Err(Problem::usage(format!(
                    "there are several workspaces; say which:{}",
                    lines.collect::<String>()
                )))
            }
        }
    }
}

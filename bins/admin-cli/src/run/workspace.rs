use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::ExpiryPolicy;
use latchstring_service::workspace::{self, CreateWorkspace, WorkspaceChanges};

use super::session::Session;
use crate::args::{NewWorkspace, WorkspaceCommand, WorkspaceSettings};
use crate::output::Answer;
use crate::problem::Problem;
use crate::shape::{SecretShape, WorkspaceList, WorkspaceShape};

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
        WorkspaceCommand::Set(settings) => {
            let caller = session.caller().await?;
            let changed = workspace::update(&session.ls, &caller, changes(settings)).await?;
            Answer::new(&WorkspaceShape::from(changed))
        }
        WorkspaceCommand::ReturnSecret => {
            let caller = session.caller().await?;
            let secret = workspace::rotate_return_secret(&session.ls, &caller).await?;
            Answer::new(&SecretShape::from(secret))
        }
        WorkspaceCommand::InboundSecret => {
            let caller = session.caller().await?;
            let secret = workspace::rotate_inbound_secret(&session.ls, &caller).await?;
            Answer::new(&SecretShape::from(secret))
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

fn changes(settings: WorkspaceSettings) -> WorkspaceChanges {
    let WorkspaceSettings {
        name,
        default_expiry,
        max_expiry,
        allow_origin,
        return_origin,
        automatic_reconnect,
        notify_email,
        notify_on,
        mail_from,
        remind_after_days,
        remind_before_expiry_days,
        keep,
        mfa_domain,
    } = settings;
    let list = |origins: Vec<Option<WebOrigin>>| {
        (!origins.is_empty()).then(|| origins.into_iter().flatten().collect::<Vec<_>>())
    };
    WorkspaceChanges {
        name,
        default_expiry: default_expiry.map(|span| span.0),
        max_expiry: max_expiry.map(|span| span.0),
        embed: list(allow_origin),
        back: list(return_origin),
        reconnects: automatic_reconnect,
        notify: notify_email.map(|to| to.0),
        notify_of: (!notify_on.is_empty()).then_some(notify_on),
        notify_locale: None,
        mail_from: mail_from.map(|from| from.0),
        remind_after: remind_after_days.map(|days| days.0),
        remind_before_expiry: remind_before_expiry_days.map(|days| days.0),
        retention: keep.into_iter().map(|one| (one.kept, one.days)).collect(),
        mfa_domain: mfa_domain.map(|domain| domain.0),
    }
}

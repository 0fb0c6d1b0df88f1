use std::path::Path;

use latchstring_bootstrap::command;
use latchstring_bootstrap::config::Settings;
use latchstring_bootstrap::keyring::{self, KeyringLoadError};
use latchstring_bootstrap::keys::{self, ChangeError, KeyId, KeyState, KeyUse, Wish};
use latchstring_service::Caller;

use super::session::{self, Session};
use crate::args::{Global, KeysCommand, KeysOut};
use crate::output::{Answer, Progress};
use crate::problem::{Exit, Problem};
use crate::shape::{ChangedKeyring, KeyList, KeyUsage, NewKeyring, RewrappedShape};

pub(super) async fn run(global: Global, command: KeysCommand) -> Result<Answer, Problem> {
    match command {
        KeysCommand::Generate { out } => generate(&out),
        KeysCommand::List => Answer::new(&KeyList::from(command::keys(&session::settings(&global)?)?)),
        KeysCommand::Usage => usage(global).await,
        KeysCommand::Add(out) => change(&global, Wish::Add, out).await,
        KeysCommand::Promote { id, out } => change(&global, Wish::Promote(id), out).await,
        KeysCommand::Rotate(out) => change(&global, Wish::Rotate, out).await,
        KeysCommand::Disable { id, out } => change(&global, Wish::Disable(id), out).await,
        KeysCommand::Enable { id, out } => change(&global, Wish::Enable(id), out).await,
        KeysCommand::Retire { id, out } => change(&global, Wish::Retire(id), out).await,
        KeysCommand::Rewrap => rewrap(global).await,
    }
}

fn generate(out: &Path) -> Result<Answer, Problem> {
    let made = command::generate_keyring(out).map_err(|error| match error {
        KeyringLoadError::File { ref source, .. } if source.kind() == std::io::ErrorKind::AlreadyExists => {
            let said =
                format!("{} is there already and was left as it is; choose another file", out.display());
            Problem::new(Exit::Refused, said)
        }
        other => Problem::new(Exit::Failed, format!("{:#}", anyhow::Error::from(other))),
    })?;
    Answer::new(&NewKeyring { file: out.display().to_string(), key_id: made.id })
}

async fn usage(global: Global) -> Result<Answer, Problem> {
    let session = Session::open(global).await?;
    let uses = keys::survey(&session.ls).await;
    session.close().await;
    Answer::new(&KeyUsage::from(uses?))
}

async fn change(global: &Global, wish: Wish, out: KeysOut) -> Result<Answer, Problem> {
    let settings = session::settings(global)?;
    let (operator, origin) = session::who(global);
    let caller = |workspace| Caller::operator(workspace, &operator, origin.clone());
    let changed = keys::change(&settings, wish, out.out.as_deref(), caller).await.map_err(problem)?;
    Answer::new(&ChangedKeyring::new(wish, &changed))
}

async fn rewrap(global: Global) -> Result<Answer, Problem> {
    let settings = session::settings(&global)?;
    let primary = primary(&settings)?;
    let session = Session::open(global).await?;
    let report = moved(&session, primary).await;
    session.close().await;
    let (report, uses) = report?;
    let left = report.busy + report.unreadable;
    let verdict = (left > 0).then(|| {
        let said = format!(
            "{left} rows were left: {} changed again and again, which another run moves, and {} did not open; the log names them",
            report.busy, report.unreadable
        );
        Problem::new(Exit::Failed, said)
    });
    Ok(Answer::new(&RewrappedShape::new(primary, &report, uses))?.judged(verdict))
}

async fn moved(session: &Session, primary: KeyId) -> Result<(keys::Rewrapped, Vec<KeyUse>), Problem> {
    let before = keys::survey(&session.ls).await?;
    let left: u64 = before.iter().filter(|of| of.key != primary).map(|of| of.sealed).sum();
    let mut progress = Progress::new(u32::try_from(left).unwrap_or(u32::MAX));
    let mut done = 0_u32;
    let told = |moved: u64| {
        done = done.saturating_add(u32::try_from(moved).unwrap_or(u32::MAX));
        progress.at(done);
    };
    let report =
        keys::move_to_primary(&session.ls, primary, told, |workspace| session.caller_in(workspace)).await;
    progress.done();
    Ok((report?, keys::survey(&session.ls).await?))
}

fn primary(settings: &Settings) -> Result<KeyId, Problem> {
    Ok(keyring::load(&settings.keyring)?.primary_id())
}

fn problem(error: ChangeError) -> Problem {
    match error {
        ChangeError::Load(error) => error.into(),
        ChangeError::Inline => Problem::usage(format!("--out: {error}; name a new file")),
        ChangeError::InUse(ref of) => {
            Problem::new(Exit::Refused, format!("{error}: {}; nothing was changed", left(of)))
        }
        ChangeError::Unfit(error) => Problem::new(Exit::Refused, error),
        other => Problem::new(Exit::Failed, other),
    }
}

/// What depends on a key, each with what to do.
fn left(of: &KeyUse) -> String {
    let mut parts = Vec::new();
    let mut say = |count: u64, what: &str| {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    };
    say(of.sealed, "sealed values, which `admin-cli keys rewrap` moves");
    say(of.passing, "sealed values that are gone by themselves in a day at the latest");
    if of.state != Some(KeyState::Disabled) {
        say(
            of.links,
            "links that can be used (wait, replace or revoke them, or kill all with `keys disable`)",
        );
        say(
            of.secrets,
            "secrets of workspaces (`workspace return-secret` and `workspace inbound-secret` make them anew)",
        );
    }
    parts.join(", ")
}

use std::time::Duration;

use latchstring_domain::event::Origin;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::invitation::{Extension, Lifetime};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::utility::{UtilityType, UtilityTypes};
use latchstring_service::Failure;
use latchstring_service::flow_session::{
    self, ChooseProviderError, ChooseSitesError, FlowError, FlowPass, OpenError, Presented, ProviderWish,
    SignInError, SignInProgress, SubmitError,
};
use latchstring_service::invitation::{
    self, CreateContributor, CreateContributorError, CreateReconnect, CreateReconnectError,
    ExtendInvitationError, InvitationTerms, RevokeInvitationError,
};
use latchstring_service::ports::Answers;
use latchstring_sign_in::sandbox::PASSWORD;
use latchstring_storage::Store;
use secrecy::{ExposeSecret as _, SecretString};

use crate::deployment::Deployment;
use crate::reference::{Outcome, Reference};
use crate::walk::{Checked, Known};

/// A step that somebody takes with one call, with what it is about found.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Act {
    Create { uses: Option<u8>, minutes: Option<u16> },
    CreateRepair(ConnectionId),
    Open(usize),
    Choose(usize),
    SignIn { session: usize, right: bool },
    Sites(usize),
    Submit(usize),
    Revoke(usize),
    Extend { link: usize, minutes: u16 },
}

/// What came of the call.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The use case answered, and may have given a pass to a session.
    Came(Outcome, Option<FlowPass>),
    /// The storage failed, or the process died.
    Lost,
}

/// What everybody knows whose calls these are.
pub(crate) struct Knowledge<'a, S> {
    pub(crate) deployment: &'a Deployment<S>,
    pub(crate) links: &'a [Known],
    pub(crate) passes: &'a [FlowPass],
}

impl Act {
    /// What it comes to in arithmetic.
    pub(crate) fn refer(self, reference: &mut Reference, now: latchstring_domain::Timestamp) -> Outcome {
        match self {
            Self::Create { uses, minutes } => reference.create(uses.map(u32::from), minutes, now),
            Self::CreateRepair(_) => reference.create_repair(),
            Self::Open(link) => reference.open(link, now),
            Self::Choose(session) => reference.choose(session, now),
            Self::SignIn { session, right } => reference.sign_in(session, right, now),
            Self::Sites(session) => reference.choose_sites(session, now),
            Self::Submit(session) => reference.submit(session, now),
            Self::Revoke(link) => reference.revoke(link, now),
            Self::Extend { link, minutes } => reference.extend(link, minutes, now),
        }
    }

    /// What it comes to in the deployment.
    pub(crate) async fn call<S: Store + 'static>(self, known: &Knowledge<'_, S>) -> Checked<Answer> {
        let Deployment { ls, caller, company, sites, provider, .. } = known.deployment;
        let origin = Origin::default();
        match self {
            Self::Create { uses, minutes } => {
                let wish = CreateContributor {
                    company_id: company.id,
                    prefill: Default::default(),
                    locks: Default::default(),
                    allowed_providers: Default::default(),
                    terms: terms(uses, minutes)?,
                };
                settled(invitation::create_contributor(ls, caller, wish).await)
            }
            Self::CreateRepair(connection_id) => {
                let wish = CreateReconnect { connection_id, terms: terms(Some(1), None)? };
                settled(invitation::create_reconnect(ls, caller, wish).await)
            }
            Self::Open(link) => {
                let token = known.links.get(link).and_then(|link| link.token.as_ref());
                let token = token.ok_or("a link without a token was opened")?;
                match flow_session::open(ls, Presented::Invitation(token.expose_secret()), &origin).await {
                    Ok(opened) => Ok(Answer::Came(Outcome::Done, Some(opened.pass))),
                    Err(error) => refused(error),
                }
            }
            Self::Choose(session) => {
                let wish = ProviderWish::Listed(provider.id);
                let pass = known.pass(session)?;
                settled(flow_session::choose_provider(ls, pass, &wish, None, &origin).await)
            }
            Self::SignIn { session, right } => {
                match flow_session::sign_in(ls, known.pass(session)?, typed(right), &origin).await {
                    Ok(SignInProgress::SignedIn) => Ok(Answer::Came(Outcome::Done, None)),
                    Ok(_) => Ok(Answer::Came(Outcome::Refused, None)),
                    Err(error) => refused(error),
                }
            }
            Self::Sites(session) => {
                let types = UtilityTypes::from([UtilityType::Electricity]);
                settled(flow_session::choose_sites(ls, known.pass(session)?, sites, &types).await)
            }
            Self::Submit(session) => settled(flow_session::submit(ls, known.pass(session)?, &origin).await),
            Self::Revoke(link) => settled(invitation::revoke(ls, caller, known.link(link)?.id).await),
            Self::Extend { link, minutes } => {
                let by = Extension::By(Duration::from_secs(u64::from(minutes) * 60));
                settled(invitation::extend(ls, caller, known.link(link)?.id, by).await)
            }
        }
    }
}

impl<S> Knowledge<'_, S> {
    fn pass(&self, session: usize) -> Result<&FlowPass, &'static str> {
        self.passes.get(session).ok_or("no such session")
    }

    fn link(&self, link: usize) -> Result<&Known, &'static str> {
        self.links.get(link).ok_or("no such link")
    }
}

fn terms(uses: Option<u8>, minutes: Option<u16>) -> Checked<InvitationTerms> {
    let lifetime = minutes.map(|minutes| Lifetime::For(Duration::from_secs(u64::from(minutes) * 60)));
    let max_uses = uses.map(|uses| u32::from(uses).try_into()).transpose()?;
    Ok(InvitationTerms { max_uses, lifetime, ..InvitationTerms::default() })
}

fn typed(right: bool) -> Answers {
    let password = if right { PASSWORD } else { "wrong" };
    Answers::default()
        .with(SignInForm::USERNAME, SecretString::from("sandbox-username"))
        .with(SignInForm::PASSWORD, SecretString::from(password))
}

/// An error that can come from a storage that failed.
trait Failing: std::error::Error + Send + Sync + 'static {
    fn failure(&self) -> Option<&Failure>;
}

macro_rules! failing {
    ($($error:ident: $failed:pat => $failure:ident,)*) => {$(
        impl Failing for $error {
            fn failure(&self) -> Option<&Failure> {
                match self {
                    $failed => Some($failure),
                    _ => None,
                }
            }
        }
    )*};
}

failing! {
    CreateContributorError: Self::Failed(failure) => failure,
    CreateReconnectError: Self::Failed(failure) => failure,
    RevokeInvitationError: Self::Failed(failure) => failure,
    ExtendInvitationError: Self::Failed(failure) => failure,
    OpenError: Self::Failed(failure) => failure,
    ChooseProviderError: Self::Flow(FlowError::Failed(failure)) => failure,
    SignInError: Self::Flow(FlowError::Failed(failure)) => failure,
    ChooseSitesError: Self::Flow(FlowError::Failed(failure)) => failure,
    SubmitError: Self::Flow(FlowError::Failed(failure)) => failure,
}

fn settled<T, E: Failing>(result: Result<T, E>) -> Checked<Answer> {
    match result {
        Ok(_) => Ok(Answer::Came(Outcome::Done, None)),
        Err(error) => refused(error),
    }
}

fn refused<E: Failing>(error: E) -> Checked<Answer> {
    match error.failure() {
        None => Ok(Answer::Came(Outcome::NotPossible, None)),
        Some(Failure::Storage(_)) => Ok(Answer::Lost),
        // Contention, a defect: none of these can be.
        Some(_) => Err(error.into()),
    }
}

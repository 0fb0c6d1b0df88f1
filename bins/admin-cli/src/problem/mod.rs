//! Why a command did not do what was asked, and the exit code that says so.

mod branding;
mod bulk;
mod connector;
mod flow;
mod invitation;
mod provider;
mod webhook;
mod workspace;

pub(crate) use bulk::not_imported;
pub(crate) use invitation::{not_extended, not_resent};

use std::fmt;
use std::process::ExitCode;

use latchstring_bootstrap::config::ConfigError;
use latchstring_bootstrap::keyring::KeyringLoadError;
use latchstring_domain::id::{ProviderId, SiteId};
use latchstring_domain::invitation::{DraftError, RevokeError};
use latchstring_service::api_key::{CreateApiKeyError, RotateApiKeyError};
use latchstring_service::company::CreateCompanyError;
use latchstring_service::invitation::{
    CannotMail, CreateContributorError, CreateReconnectError, RevokeInvitationError,
};
use latchstring_service::magic_link::{CutOffError, InspectError, MintError, RevokeMagicLinkError};
use latchstring_service::site::CreateSiteError;
use latchstring_service::{Failure, KeyringCheckError, Thing};

/// The documented exit codes other than 0. Scripts rely on them; they never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It failed.
    Failed = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// There is no such thing.
    NotFound = 3,
    /// It was refused because of how things stand.
    Refused = 4,
    /// An event chain is broken.
    Broken = 5,
    /// The configuration cannot be used; `EX_CONFIG` of sysexits.h.
    Configuration = 78,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Failed => Self::FAILURE,
            Exit::Usage => Self::from(2),
            Exit::NotFound => Self::from(3),
            Exit::Refused => Self::from(4),
            Exit::Broken => Self::from(5),
            Exit::Configuration => Self::from(78),
        }
    }
}

/// What went wrong and what to do, for people, with the exit code for programs.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) exit: Exit,
    said: String,
}

impl Problem {
    pub(crate) fn new(exit: Exit, said: impl fmt::Display) -> Self {
        Self { exit, said: said.to_string() }
    }

    pub(crate) fn usage(said: impl fmt::Display) -> Self {
        Self::new(Exit::Usage, said)
    }

    /// A way through the program that should not exist.
    pub(crate) fn defect() -> Self {
        Self::new(Exit::Failed, "defect: the command cannot be run here")
    }

    fn refused(said: impl fmt::Display) -> Self {
        Self::new(Exit::Refused, said)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

/// An error of opening: of the configuration when it is about the file, the keyring, or the two not belonging together.
impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        let configuration = error.is::<ConfigError>()
            || error.is::<KeyringLoadError>()
            || matches!(
                error.downcast_ref(),
                Some(KeyringCheckError::Wrong(_) | KeyringCheckError::NoCanary)
            );
        let exit = if configuration { Exit::Configuration } else { Exit::Failed };
        let mut said = format!("{error:#}");
        if matches!(error.downcast_ref(), Some(KeyringCheckError::Wrong(_))) {
            said.push_str(
                "; configure the keyring that the database was made with, or the database of this keyring",
            );
        }
        Self::new(exit, said)
    }
}

impl From<ConfigError> for Problem {
    fn from(error: ConfigError) -> Self {
        Self::new(Exit::Configuration, error)
    }
}

impl From<KeyringLoadError> for Problem {
    fn from(error: KeyringLoadError) -> Self {
        anyhow::Error::from(error).into()
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound(thing) => Self::new(Exit::NotFound, not_found(thing)),
            Failure::ScopeMissing(_) => Self::refused(failure),
            Failure::Contention => {
                Self::new(Exit::Failed, format!("{failure}; nothing was changed, try again"))
            }
            other => Self::new(Exit::Failed, format!("{:#}", anyhow::Error::from(other))),
        }
    }
}

/// Another workspace's things are not found either, so the advice covers that too.
fn not_found(thing: Thing) -> String {
    let listed = match thing {
        Thing::Workspace => "`admin-cli workspace list`",
        Thing::Company => "`admin-cli company list`",
        Thing::Site => "`admin-cli site list`",
        Thing::Provider => "`admin-cli provider list`",
        Thing::Invitation => "`admin-cli invitation list`",
        Thing::MagicLink => "`admin-cli magic-link list --company ID`",
        Thing::Connection => "`admin-cli connection list`",
        Thing::ApiKey => "`admin-cli api-key list`",
        Thing::Flow => "`admin-cli flow list`",
        Thing::Connector => "`admin-cli connector list`",
        Thing::Webhook => "`admin-cli webhook list`",
        Thing::Delivery => "`admin-cli webhook deliveries ID`",
        Thing::FlowSession | Thing::Answer | Thing::Bulk => return format!("{thing} not found"),
    };
    let place = if thing == Thing::Workspace { "deployment" } else { "workspace" };
    format!("{thing} not found in this {place}; {listed} shows what there is")
}

impl From<RotateApiKeyError> for Problem {
    fn from(error: RotateApiKeyError) -> Self {
        match error {
            RotateApiKeyError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<CreateApiKeyError> for Problem {
    fn from(error: CreateApiKeyError) -> Self {
        match error {
            CreateApiKeyError::NoScopes => Self::usage("--scope: a key needs at least one"),
            CreateApiKeyError::ExpiryPassed => Self::usage("--expires-in: must be longer than nothing"),
            CreateApiKeyError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<CreateCompanyError> for Problem {
    fn from(error: CreateCompanyError) -> Self {
        match error {
            CreateCompanyError::Failed(failure) => failure.into(),
            other => Self::refused(format!(
                "--external-id: {other}; `admin-cli company list --external-id` shows it"
            )),
        }
    }
}

impl From<CreateSiteError> for Problem {
    fn from(error: CreateSiteError) -> Self {
        match error {
            CreateSiteError::Failed(failure) => failure.into(),
            other => Self::refused(format!("--external-id: {other}; `admin-cli site list` shows it")),
        }
    }
}

fn unknown_sites(ids: &[SiteId]) -> Problem {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let said =
        format!("--site: not of this company: {}; `admin-cli site list` shows its sites", ids.join(", "));
    Problem::new(Exit::NotFound, said)
}

fn unknown_provider(id: ProviderId) -> Problem {
    let said = format!("--provider: {id} is not in the catalog; `admin-cli provider list` shows it");
    Problem::new(Exit::NotFound, said)
}

fn cannot_mail(error: CannotMail) -> Problem {
    match error {
        CannotMail::NoAddress => {
            Problem::usage("--send-email: --allow names no address, and a domain is none")
        }
        CannotMail::NoMail => {
            Problem::refused("--send-email: no mail is sent here; see [mail] in the configuration")
        }
    }
}

impl From<CreateContributorError> for Problem {
    fn from(error: CreateContributorError) -> Self {
        match error {
            CreateContributorError::UnknownSites(ids) => unknown_sites(&ids),
            CreateContributorError::UnknownProvider(id) => unknown_provider(id),
            CreateContributorError::UnknownProviders(ids) => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                let ids = ids.join(", ");
                let said = format!(
                    "--allow-provider: not in the catalog: {ids}; `admin-cli provider list` shows it"
                );
                Self::new(Exit::NotFound, said)
            }
            CreateContributorError::ProviderNotAllowed => Self::usage(error),
            CreateContributorError::Draft(error) => error.into(),
            CreateContributorError::Mail(error) => cannot_mail(error),
            CreateContributorError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<CreateReconnectError> for Problem {
    fn from(error: CreateReconnectError) -> Self {
        match error {
            CreateReconnectError::Draft(error) => error.into(),
            CreateReconnectError::Mail(error) => cannot_mail(error),
            CreateReconnectError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Lock(error) => Self::usage(format!("--lock: {error}")),
            DraftError::LifetimeTooLong(error) => Self::refused(format!("--expires-in: {error}")),
            other => Self::usage(format!("--expires-in: {other}")),
        }
    }
}

impl From<RevokeInvitationError> for Problem {
    fn from(error: RevokeInvitationError) -> Self {
        match error {
            RevokeInvitationError::NotActive(
                error @ (RevokeError::Fulfilled | RevokeError::Expired { .. }),
            ) => Self::refused(error),
            RevokeInvitationError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<MintError> for Problem {
    fn from(error: MintError) -> Self {
        match error {
            MintError::UnknownSites(ids) => unknown_sites(&ids),
            MintError::UnknownProvider(id) => unknown_provider(id),
            MintError::TooLong { field } => Self::usage(format!("{}: {error}", option(field))),
            MintError::Draft(error) => error.into(),
            MintError::KeyUsedUp => Self::refused(format!(
                "{error}; add a key to the keyring, promote it, and start the servers anew"
            )),
            MintError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

/// The option for a part of the prefill that has this name on the wire.
fn option(field: &str) -> &'static str {
    match field {
        "url" => "--url",
        "datasourceId" => "--provider",
        "utilityTypes" => "--utility-type",
        "country" => "--country",
        "connectionOwnerEmail" => "--owner-email",
        "dataCollectionStartDate" => "--start-date",
        "lock" => "--lock",
        _ => "--site",
    }
}

impl From<RevokeMagicLinkError> for Problem {
    fn from(error: RevokeMagicLinkError) -> Self {
        match error {
            RevokeMagicLinkError::NotActive(
                error @ (RevokeError::Fulfilled | RevokeError::Expired { .. }),
            ) => Self::refused(error),
            RevokeMagicLinkError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<InspectError> for Problem {
    fn from(error: InspectError) -> Self {
        match error {
            InspectError::Refused(why) => Self::refused(format!(
                "no link of this company and kind: {why}; it may be cut short, changed, another deployment's, or \
                 under a key that was disabled"
            )),
            InspectError::Failed(failure) => failure.into(),
            other => Self::refused(other),
        }
    }
}

impl From<CutOffError> for Problem {
    fn from(error: CutOffError) -> Self {
        match error {
            CutOffError::InTheFuture => Self::usage(format!("--before: {error}")),
            CutOffError::Failed(failure) => failure.into(),
            other => Self::refused(format!("--before: {other}; what is dead stays dead")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_that_is_over_is_refused_and_not_failed() {
        let expired = RevokeError::Expired { at: latchstring_domain::Timestamp::EPOCH };
        for error in [RevokeError::Fulfilled, expired] {
            let problem = Problem::from(RevokeInvitationError::from(error));
            assert_eq!((problem.exit, problem.to_string()), (Exit::Refused, error.to_string()));
        }
    }

    #[test]
    fn contention_is_a_failure_that_trying_again_helps() {
        let problem = Problem::from(Failure::Contention);
        assert_eq!(problem.exit, Exit::Failed);
        assert!(problem.to_string().ends_with("nothing was changed, try again"), "{problem}");
    }
}

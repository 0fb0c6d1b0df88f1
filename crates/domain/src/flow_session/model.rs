use super::sites::SiteChoice;
use crate::country::Country;
use crate::email::EmailAddress;
use crate::flow::{FieldMapping, Schema};
use crate::id::{
    CompanyId, ConnectionId, FlowId, FlowSessionId, InvitationId, MagicLinkId, ProviderId, WorkspaceId,
};
use crate::mfa::ForwardingStep;
use crate::names::named;
use crate::sealed::{Digest, SealedBytes, SealedCredentials};
use crate::sign_in::Challenge;
use crate::{Timestamp, Version};

/// One recipient's walk through the pages. It lives in the database, so that any replica can serve its next step,
/// and is found by the digest of a token that only the recipient's browser holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowSession {
    /// Its id, which stands in the URL and opens nothing by itself.
    pub id: FlowSessionId,
    /// The workspace of its link.
    pub workspace_id: WorkspaceId,
    /// The company of its link.
    pub company_id: CompanyId,
    /// The link it walks through; a session is worth nothing on another.
    pub link: FlowLink,
    /// The generation of the link it was opened by; a session is worth nothing once that link was replaced.
    pub link_generation: u32,
    /// SHA-256 of the browser's token.
    pub token: Digest,
    /// Whether the recipient had to prove an address, and which one they proved.
    pub gate: Gate,
    /// The connection it will make or repair.
    pub target: ConnectionTarget,
    /// How far the recipient got.
    pub state: FlowState,
    /// The connections it has made or repaired by now, oldest first.
    pub connected: Vec<ConnectionId>,
    /// How many sign-ins and challenge answers the provider refused.
    pub failed_sign_ins: u32,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// From when on it takes no further step.
    pub expires_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}

/// The link a session walks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlowLink {
    /// An invitation.
    Invitation(InvitationId),
    /// A magic link.
    MagicLink(MagicLinkId),
}

/// The proof of an address that stands before the first step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// Anyone who has the link may go on.
    Open,
    /// An address has yet to be proved.
    Closed,
    /// A code was asked for.
    Asked(AskedCode),
    /// This address was proved.
    Passed(EmailAddress),
}

/// A code that somebody asked for to prove an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedCode {
    /// The address that they say is theirs.
    pub claimed: EmailAddress,
    /// Where the code is mailed, in the spelling of the allow-list. `None`: the list does not admit the address, so
    /// nothing is mailed and no code fits; whoever asks cannot tell.
    pub mail_to: Option<EmailAddress>,
    /// The keyed form that a typed code is checked against.
    pub seal: SealedBytes,
    /// The code itself for the mail, sealed for this session.
    pub code: SealedBytes,
    /// The language of the page on which it was asked for, a BCP 47 tag; its mail is in the same.
    pub language: Option<String>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// How many codes this session has asked for, this one included.
    pub asked: u32,
    /// How many wrong ones were typed instead.
    pub wrong: u32,
}

/// The connection that a session makes or repairs. A new one has its id from the start, because the credentials
/// are sealed for it before it exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectionTarget {
    /// A connection to be made under this id.
    New(ConnectionId),
    /// The connection to be repaired.
    Existing(ConnectionId),
}

impl ConnectionTarget {
    /// The id of the connection.
    #[must_use]
    pub const fn id(self) -> ConnectionId {
        match self {
            Self::New(id) | Self::Existing(id) => id,
        }
    }
}

/// How far a recipient got. Each state holds what is known by then and nothing else; secrets are held sealed, and
/// only from signing in until submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowState {
    /// The recipient pressed "Get started".
    Opened,
    /// They chose where they have an account.
    ProviderChosen(ProviderChoice),
    /// The provider asked something more before letting them in.
    Challenged {
        /// Where.
        provider: ProviderChoice,
        /// What it asked.
        challenge: Challenge,
        /// What the driver needs to go on, sealed for this session.
        held: SealedBytes,
    },
    /// They signed in.
    SignedIn(SignedIn),
    /// They chose sites and utility types.
    SitesChosen {
        /// Where and as whom.
        signed_in: SignedIn,
        /// What they chose.
        sites: SiteChoice,
    },
    /// They said which of the source's fields fill which of the customer's.
    FieldsMapped {
        /// Where and as whom.
        signed_in: SignedIn,
        /// What they chose before.
        sites: SiteChoice,
        /// What they said.
        mapping: FieldMapping,
    },
    /// The connection was made or repaired; the credentials have moved there.
    Submitted {
        /// When.
        at: Timestamp,
    },
}

/// A provider, and the country the recipient confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderChoice {
    /// The provider.
    pub provider_id: ProviderId,
    /// The country.
    pub country: Option<Country>,
    /// The flow it was offered in, if any.
    pub flow_id: Option<FlowId>,
}

/// A successful sign-in, or one that nobody can check yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Where.
    pub provider: ProviderChoice,
    /// With what.
    pub credentials: SealedCredentials,
    /// Whether the provider itself accepted the credentials.
    pub verified: bool,
    /// The fields that the recipient maps before submitting, if they are asked to.
    pub to_map: Option<FieldsToMap>,
    /// Whether they are asked to have codes forwarded before submitting.
    pub forwarding: ForwardingStep,
}

impl SignedIn {
    /// Somebody who did not sign in, because what their connection signs in with is to stay: only the forwarding of its
    /// codes is to be mended.
    #[must_use]
    pub const fn to_forward(provider: ProviderChoice) -> Self {
        Self {
            provider,
            credentials: SealedCredentials::none(),
            verified: false,
            to_map: None,
            forwarding: ForwardingStep::Asked { arrived_at: None },
        }
    }

    /// Whether the connection's own credentials stay.
    #[must_use]
    pub fn keeps_credentials(&self) -> bool {
        self.credentials == SealedCredentials::none()
    }
}

/// What a session held until it was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Where and as whom the recipient signed in.
    pub signed_in: SignedIn,
    /// The sites; `None` for a repair that leaves them as they are.
    pub sites: Option<SiteChoice>,
    /// What fills which fields, where the recipient was asked.
    pub mapping: Option<FieldMapping>,
}

/// Two lists of fields to be mapped to each other, as they were when the recipient signed in: what is chosen is checked
/// against what was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldsToMap {
    /// The customer's.
    pub target: Schema,
    /// The source's.
    pub source: Schema,
    /// What is selected when the recipient first sees them.
    pub suggested: FieldMapping,
}

named! {
    /// The step a session is at.
    Step, ParseStepError, "a step" {
        /// The recipient has to prove an address.
        Address = "address",
        /// They have to choose a provider.
        Provider = "provider",
        /// They have to sign in.
        SignIn = "sign-in",
        /// They have to answer the provider's challenge.
        Challenge = "challenge",
        /// They have to choose sites and utility types.
        Sites = "sites",
        /// They have to say which fields fill which.
        Mapping = "mapping",
        /// They have to say what becomes of the provider's codes.
        Forwarding = "forwarding",
        /// Everything is there; it has to be submitted.
        Submit = "submit",
        /// It is done.
        Done = "done",
    }
}

impl FlowSession {
    /// The step it is at.
    #[must_use]
    pub fn step(&self) -> Step {
        match (&self.state, &self.gate) {
            (FlowState::Submitted { .. }, _) => Step::Done,
            (_, Gate::Closed | Gate::Asked(_)) => Step::Address,
            (FlowState::Opened, _) => Step::Provider,
            (FlowState::ProviderChosen(_), _) => Step::SignIn,
            (FlowState::Challenged { .. }, _) => Step::Challenge,
            (FlowState::SignedIn(_), _) if self.chooses_sites() => Step::Sites,
            (FlowState::SignedIn(signed_in), _) => before_submit(signed_in),
            (FlowState::SitesChosen { signed_in: SignedIn { to_map: Some(_), .. }, .. }, _) => Step::Mapping,
            (FlowState::SitesChosen { signed_in, .. } | FlowState::FieldsMapped { signed_in, .. }, _) => {
                before_submit(signed_in)
            }
        }
    }

    /// Whether sites belong to this walk: to one that makes a connection, and to one through a magic link that repairs
    /// one. An invitation that repairs leaves them as they are.
    #[must_use]
    pub const fn chooses_sites(&self) -> bool {
        match (self.target, self.link) {
            (ConnectionTarget::New(_), _) | (ConnectionTarget::Existing(_), FlowLink::MagicLink(_)) => true,
            (ConnectionTarget::Existing(_), FlowLink::Invitation(_)) => false,
        }
    }

    /// The provider chosen, once there is one.
    #[must_use]
    pub fn provider(&self) -> Option<ProviderChoice> {
        match &self.state {
            FlowState::Opened | FlowState::Submitted { .. } => None,
            FlowState::ProviderChosen(provider) | FlowState::Challenged { provider, .. } => Some(*provider),
            FlowState::SignedIn(signed_in)
            | FlowState::SitesChosen { signed_in, .. }
            | FlowState::FieldsMapped { signed_in, .. } => Some(signed_in.provider),
        }
    }

    /// What became of the forwarding of codes, once the recipient has signed in.
    #[must_use]
    pub const fn forwarding(&self) -> ForwardingStep {
        match &self.state {
            FlowState::SignedIn(signed_in)
            | FlowState::SitesChosen { signed_in, .. }
            | FlowState::FieldsMapped { signed_in, .. } => signed_in.forwarding,
            _ => ForwardingStep::NotAsked,
        }
    }

    /// The fields to be mapped, once the recipient has signed in where there are any.
    #[must_use]
    pub const fn to_map(&self) -> Option<&FieldsToMap> {
        match &self.state {
            FlowState::SitesChosen { signed_in, .. } | FlowState::FieldsMapped { signed_in, .. } => {
                signed_in.to_map.as_ref()
            }
            _ => None,
        }
    }
}

/// The last step, or the one before it where codes are to be forwarded.
const fn before_submit(signed_in: &SignedIn) -> Step {
    match signed_in.forwarding {
        ForwardingStep::Asked { .. } => Step::Forwarding,
        ForwardingStep::NotAsked | ForwardingStep::Answered(_) => Step::Submit,
    }
}

use std::time::Duration;

use super::model::{ConnectionTarget, FlowSession, FlowState, Gate, Held, ProviderChoice, SignedIn, Step};
use super::sites::SiteChoice;
use crate::flow::FieldMapping;
use crate::id::{ConnectionId, FlowSessionId};
use crate::invitation::Purpose;
use crate::link::Link;
use crate::sealed::{Digest, SealedBytes};
use crate::sign_in::Challenge;
use crate::{Timestamp, Version};

/// How long a session takes steps: three minutes are expected, an hour forgives a phone call.
pub const FLOW_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// After how many refused sign-ins a session takes no more, so that a link is no way to try passwords.
pub const MAX_FAILED_SIGN_INS: u32 = 10;

/// Why a session cannot take a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// Its time is over.
    #[error("the session has timed out")]
    Expired,
    /// It is at another step.
    #[error("the session is at the step {at}, not there")]
    WrongStep {
        /// The step it is at.
        at: Step,
    },
    /// The provider refused too many sign-ins.
    #[error("too many sign-ins were refused in this session")]
    TooManyTries,
    /// The sign-in was made at another provider than the one chosen by now.
    #[error("another provider was chosen meanwhile")]
    OtherProvider,
}

impl FlowSession {
    /// Whether the link stands that it was opened by, and was not replaced by another since.
    #[must_use]
    pub const fn came_by(&self, link: &Link) -> bool {
        self.link_generation == link.generation()
    }

    /// A session through a link, at its first step. For a new connection `target` gives the id; a repair is of the
    /// connection that the link names, whatever `target` says, and starts at signing in, because its provider is
    /// known: pass it as `known`.
    #[must_use]
    pub fn open(
        id: FlowSessionId,
        link: &Link,
        target: ConnectionTarget,
        known: Option<ProviderChoice>,
        token: Digest,
        now: Timestamp,
    ) -> Self {
        let (target, state) = match link.purpose() {
            Purpose::CreateConnection { .. } => (ConnectionTarget::New(target.id()), FlowState::Opened),
            Purpose::EditConnection { connection_id } => (
                ConnectionTarget::Existing(*connection_id),
                known.map_or(FlowState::Opened, FlowState::ProviderChosen),
            ),
        };
        Self {
            id,
            workspace_id: link.workspace_id(),
            company_id: link.company_id(),
            link: link.flow_link(),
            link_generation: link.generation(),
            token,
            gate: if link.is_gated() { Gate::Closed } else { Gate::Open },
            target,
            state,
            connected: Vec::new(),
            failed_sign_ins: 0,
            opened_at: now,
            expires_at: now.saturating_add(FLOW_LIFETIME),
            version: Version::FIRST,
        }
    }

    /// The session with this provider chosen; possible again until the recipient has signed in.
    ///
    /// # Errors
    /// [`StepError`] at any other step, for a repair, or when its time is over.
    pub fn choose_provider(self, provider: ProviderChoice, now: Timestamp) -> Result<Self, StepError> {
        self.expect(&[Step::Provider, Step::SignIn, Step::Challenge], now)?;
        if matches!(self.target, ConnectionTarget::Existing(_)) {
            return Err(StepError::WrongStep { at: self.step() });
        }
        Ok(self.at(FlowState::ProviderChosen(provider)))
    }

    /// The provider chosen, when the session may sign in now.
    ///
    /// # Errors
    /// [`StepError`] at any other step, after too many refusals, or when its time is over.
    pub fn may_sign_in(&self, now: Timestamp) -> Result<ProviderChoice, StepError> {
        self.expect(&[Step::SignIn, Step::Challenge], now)?;
        if self.failed_sign_ins >= MAX_FAILED_SIGN_INS {
            return Err(StepError::TooManyTries);
        }
        self.provider().ok_or(StepError::WrongStep { at: self.step() })
    }

    /// The session after the provider refused what was typed: at signing in again, holding nothing.
    ///
    /// # Errors
    /// [`StepError`] as for [`FlowSession::may_sign_in`].
    pub fn sign_in_refused(self, now: Timestamp) -> Result<Self, StepError> {
        let provider = self.may_sign_in(now)?;
        let failed_sign_ins = self.failed_sign_ins.saturating_add(1);
        Ok(Self { failed_sign_ins, ..self.at(FlowState::ProviderChosen(provider)) })
    }

    /// The session after a wrong answer to a challenge that may be tried again.
    ///
    /// # Errors
    /// [`StepError`] as for [`FlowSession::may_sign_in`], and when there was no challenge to answer.
    pub fn answer_refused(
        self,
        challenge: Challenge,
        held: SealedBytes,
        now: Timestamp,
    ) -> Result<Self, StepError> {
        self.expect(&[Step::Challenge], now)?;
        let failed_sign_ins = self.failed_sign_ins.saturating_add(1);
        Ok(Self { failed_sign_ins, ..self.challenged(challenge, held, now)? })
    }

    /// The session after the provider asked something more.
    ///
    /// # Errors
    /// [`StepError`] as for [`FlowSession::may_sign_in`].
    pub fn challenged(
        self,
        challenge: Challenge,
        held: SealedBytes,
        now: Timestamp,
    ) -> Result<Self, StepError> {
        let provider = self.may_sign_in(now)?;
        Ok(self.at(FlowState::Challenged { provider, challenge, held }))
    }

    /// The session, signed in.
    ///
    /// # Errors
    /// [`StepError`] as for [`FlowSession::may_sign_in`]; [`StepError::OtherProvider`] when the recipient chose
    /// another provider while the driver was at work, because nobody's password may be kept for a stranger.
    pub fn signed_in(self, signed_in: SignedIn, now: Timestamp) -> Result<Self, StepError> {
        if self.may_sign_in(now)? != signed_in.provider {
            return Err(StepError::OtherProvider);
        }
        Ok(self.at(FlowState::SignedIn(signed_in)))
    }

    /// The session with sites chosen; possible again until it is submitted.
    ///
    /// # Errors
    /// [`StepError`] before signing in, where sites are not chosen, or when its time is over.
    /// [`FlowSession::chooses_sites`] says where they are.
    pub fn choose_sites(self, sites: SiteChoice, now: Timestamp) -> Result<Self, StepError> {
        self.expect(&[Step::Sites, Step::Mapping, Step::Forwarding, Step::Submit], now)?;
        match &self.state {
            FlowState::SignedIn(signed_in)
            | FlowState::SitesChosen { signed_in, .. }
            | FlowState::FieldsMapped { signed_in, .. }
                if self.chooses_sites() =>
            {
                let signed_in = signed_in.clone();
                Ok(self.at(FlowState::SitesChosen { signed_in, sites }))
            }
            _ => Err(StepError::WrongStep { at: self.step() }),
        }
    }

    /// The session with fields mapped; possible again until it is submitted. That the mapping is one between the fields
    /// of [`FlowSession::to_map`] is for the caller to see to.
    ///
    /// # Errors
    /// [`StepError`] where there is nothing to map, before sites are chosen, or when its time is over.
    pub fn map_fields(self, mapping: FieldMapping, now: Timestamp) -> Result<Self, StepError> {
        self.expect(&[Step::Mapping, Step::Forwarding, Step::Submit], now)?;
        match &self.state {
            FlowState::SitesChosen { signed_in, sites }
            | FlowState::FieldsMapped { signed_in, sites, .. }
                if signed_in.to_map.is_some() =>
            {
                let (signed_in, sites) = (signed_in.clone(), sites.clone());
                Ok(self.at(FlowState::FieldsMapped { signed_in, sites, mapping }))
            }
            _ => Err(StepError::WrongStep { at: self.step() }),
        }
    }

    /// The session, submitted, and what it held. With `next`, the id of a further connection, it is at its first step
    /// after the gate again and makes that one; without, it is done.
    ///
    /// # Errors
    /// [`StepError`] at any other step, or when its time is over.
    pub fn submit(self, next: Option<ConnectionId>, now: Timestamp) -> Result<(Self, Held), StepError> {
        self.expect(&[Step::Submit], now)?;
        let held = match &self.state {
            FlowState::FieldsMapped { signed_in, sites, mapping } => Held {
                signed_in: signed_in.clone(),
                sites: Some(sites.clone()),
                mapping: Some(mapping.clone()),
            },
            FlowState::SitesChosen { signed_in, sites } => {
                Held { signed_in: signed_in.clone(), sites: Some(sites.clone()), mapping: None }
            }
            FlowState::SignedIn(signed_in) => {
                Held { signed_in: signed_in.clone(), sites: None, mapping: None }
            }
            _ => return Err(StepError::WrongStep { at: self.step() }),
        };
        let mut connected = self.connected.clone();
        connected.push(self.target.id());
        let (target, state) = match next {
            Some(id) => (ConnectionTarget::New(id), FlowState::Opened),
            None => (self.target, FlowState::Submitted { at: now }),
        };
        Ok((Self { target, connected, ..self.at(state) }, held))
    }

    /// The session, done, after the recipient has connected something and wants no more.
    ///
    /// # Errors
    /// [`StepError`] when nothing was connected yet, once signed in to something further, or when its time is over.
    pub fn finish(self, now: Timestamp) -> Result<Self, StepError> {
        self.expect(&[Step::Provider, Step::SignIn, Step::Challenge], now)?;
        if self.connected.is_empty() {
            return Err(StepError::WrongStep { at: self.step() });
        }
        Ok(self.at(FlowState::Submitted { at: now }))
    }

    /// The session back at its first step after the gate, holding nothing. Refused sign-ins still count.
    ///
    /// # Errors
    /// [`StepError`] before an address is proved, once it is submitted, or when its time is over.
    pub fn restart(self, now: Timestamp) -> Result<Self, StepError> {
        let steps = [
            Step::Provider,
            Step::SignIn,
            Step::Challenge,
            Step::Sites,
            Step::Mapping,
            Step::Forwarding,
            Step::Submit,
        ];
        self.expect(&steps, now)?;
        let state = match (self.target, self.provider()) {
            (ConnectionTarget::Existing(_), Some(provider)) => FlowState::ProviderChosen(provider),
            _ => FlowState::Opened,
        };
        Ok(self.at(state))
    }

    pub(super) fn expect(&self, steps: &[Step], now: Timestamp) -> Result<(), StepError> {
        if now >= self.expires_at {
            return Err(StepError::Expired);
        }
        let at = self.step();
        if steps.contains(&at) { Ok(()) } else { Err(StepError::WrongStep { at }) }
    }

    pub(super) fn at(self, state: FlowState) -> Self {
        Self { state, version: self.version.next(), ..self }
    }
}

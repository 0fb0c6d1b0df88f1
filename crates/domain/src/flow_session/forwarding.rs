use super::model::{ConnectionTarget, FlowSession, FlowState, SignedIn, Step};
use super::sites::SiteChoice;
use super::steps::StepError;
use crate::Timestamp;
use crate::mfa::{ForwardingStep, MfaForwarding};

/// Why an answer about codes was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerForwardingError {
    /// It says that codes are forwarded, and none has arrived.
    #[error("no message has arrived yet")]
    NothingArrived,
    /// It puts off the one thing that the walk is for.
    #[error("there is nothing else to be done here")]
    NothingElse,
    /// The session cannot go on.
    #[error(transparent)]
    Step(#[from] StepError),
}

impl FlowSession {
    /// A session just opened for a repair that is about nothing but the forwarding of codes: nobody has to sign in, and the
    /// connection keeps what it has. Any other session stays as it is.
    #[must_use]
    pub fn opened_to_forward(self, kept: SiteChoice) -> Self {
        let (ConnectionTarget::Existing(_), FlowState::ProviderChosen(provider)) = (self.target, &self.state)
        else {
            return self;
        };
        let signed_in = SignedIn::to_forward(*provider);
        let state = if self.chooses_sites() {
            FlowState::SitesChosen { signed_in, sites: kept }
        } else {
            FlowState::SignedIn(signed_in)
        };
        Self { state, ..self }
    }

    /// The session after a message came to its connection's address: from the first one on, the recipient knows that
    /// forwarding works.
    ///
    /// # Errors
    /// [`StepError`] when it does not wait for one, or its time is over.
    pub fn code_arrived(self, now: Timestamp) -> Result<Self, StepError> {
        self.expect(&[Step::Forwarding], now)?;
        let arrived_at = match self.forwarding() {
            ForwardingStep::Asked { arrived_at } => Some(arrived_at.unwrap_or(now)),
            ForwardingStep::NotAsked | ForwardingStep::Answered(_) => Some(now),
        };
        Ok(self.with_forwarding(ForwardingStep::Asked { arrived_at }))
    }

    /// The session after the recipient said what becomes of the provider's codes.
    ///
    /// # Errors
    /// [`AnswerForwardingError`]: that codes are forwarded is taken once one has arrived, and nothing is put off where there
    /// is nothing else to be done, because that would spend a use on no change.
    pub fn answer_forwarding(
        self,
        answer: MfaForwarding,
        now: Timestamp,
    ) -> Result<Self, AnswerForwardingError> {
        self.expect(&[Step::Forwarding], now)?;
        let arrived = matches!(self.forwarding(), ForwardingStep::Asked { arrived_at: Some(_) });
        if answer == MfaForwarding::Forwarded && !arrived {
            return Err(AnswerForwardingError::NothingArrived);
        }
        if answer == MfaForwarding::Later && self.keeps_credentials() {
            return Err(AnswerForwardingError::NothingElse);
        }
        Ok(self.with_forwarding(ForwardingStep::Answered(answer)))
    }

    /// Whether the walk is about the forwarding of codes alone.
    #[must_use]
    pub fn keeps_credentials(&self) -> bool {
        match &self.state {
            FlowState::SignedIn(signed_in)
            | FlowState::SitesChosen { signed_in, .. }
            | FlowState::FieldsMapped { signed_in, .. } => signed_in.keeps_credentials(),
            _ => false,
        }
    }

    fn with_forwarding(self, forwarding: ForwardingStep) -> Self {
        let now = |signed_in: &SignedIn| SignedIn { forwarding, ..signed_in.clone() };
        let state = match &self.state {
            FlowState::SignedIn(signed_in) => FlowState::SignedIn(now(signed_in)),
            FlowState::SitesChosen { signed_in, sites } => {
                FlowState::SitesChosen { signed_in: now(signed_in), sites: sites.clone() }
            }
            FlowState::FieldsMapped { signed_in, sites, mapping } => FlowState::FieldsMapped {
                signed_in: now(signed_in),
                sites: sites.clone(),
                mapping: mapping.clone(),
            },
            other => other.clone(),
        };
        self.at(state)
    }
}

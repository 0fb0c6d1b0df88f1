use std::pin::pin;
use std::time::Duration;

use latchstring_domain::id::{ConnectionId, InvitationId};
use latchstring_service::flow_session::FlowPass;
use latchstring_storage::Store;
use secrecy::SecretString;

use crate::act::{Act, Answer, Knowledge};
use crate::deployment::Deployment;
use crate::invariants;
use crate::reference::Reference;
use crate::step::{History, Step, Trouble};

/// What came of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How many steps were taken.
    pub steps: usize,
    /// What each came to, and in the end everything that the storage holds of it: the same for the same history.
    pub transcript: Vec<String>,
}

/// Where the deployment and the reference are not of one mind.
#[derive(Debug)]
pub struct Difference {
    /// After which step, from one; after the last one and the rest of the work, if none.
    pub step: Option<usize>,
    /// What differs.
    pub what: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.step {
            Some(step) => write!(f, "step {step}: {}", self.what),
            None => write!(f, "in the end: {}", self.what),
        }
    }
}

impl std::error::Error for Difference {}

type Broken = Box<dyn std::error::Error + Send + Sync>;
pub(crate) type Checked<T = ()> = Result<T, Broken>;

/// A link as its maker knows it; without the token when the answer that had it got lost.
pub(crate) struct Known {
    pub(crate) id: InvitationId,
    pub(crate) token: Option<SecretString>,
}

pub(crate) struct Walker<S> {
    pub(crate) deployment: Deployment<S>,
    pub(crate) reference: Reference,
    pub(crate) links: Vec<Known>,
    pub(crate) passes: Vec<FlowPass>,
    pub(crate) connections: Vec<ConnectionId>,
    pub(crate) transcript: Vec<String>,
}

/// Walks a history through an empty storage and through the reference.
///
/// # Errors
/// [`Difference`] at the first step after which the two are not of one mind, or one of the invariants does not hold.
pub async fn walk<S: Store + 'static>(store: S, history: &History) -> Result<Told, Difference> {
    let broken = |step| move |what: Broken| Difference { step, what: what.to_string() };
    let mut walker = Walker {
        deployment: Deployment::new(store).await.map_err(broken(Some(0)))?,
        reference: Reference::default(),
        links: Vec::new(),
        passes: Vec::new(),
        connections: Vec::new(),
        transcript: Vec::new(),
    };
    for (step, number) in history.0.iter().zip(1..) {
        walker.take(step).await.map_err(broken(Some(number)))?;
    }
    walker.deployment.finish().await.map_err(|failure| broken(None)(failure.into()))?;
    invariants::hold(&mut walker).await.map_err(broken(None))?;
    Ok(Told { steps: history.0.len(), transcript: walker.transcript })
}

/// The thing meant by a number.
pub(crate) fn meant(number: u8, of: usize) -> Option<usize> {
    let back = usize::from(number).checked_rem(of)?;
    of.checked_sub(1)?.checked_sub(back)
}

impl<S: Store + 'static> Walker<S> {
    async fn take(&mut self, step: &Step) -> Checked {
        match step {
            Step::Wait { minutes } => {
                self.deployment.clock.advance(Duration::from_secs(u64::from(*minutes) * 60));
            }
            Step::Work { taken } => self.deployment.work(*taken).await?,
            Step::Restart => self.deployment.restart(),
            Step::Look(link) => self.look(*link).await?,
            Step::Stranger(link) => self.stranger(*link).await?,
            _ => {
                if let Some((act, trouble)) = self.act(step) {
                    self.try_it(act, trouble).await?;
                }
            }
        }
        self.compare().await
    }

    /// The call that a step means, if there is something that it can be about.
    fn act(&self, step: &Step) -> Option<(Act, Trouble)> {
        let link = |number| meant(number, self.links.len());
        let session = |number| meant(number, self.passes.len());
        Some(match *step {
            Step::Create { uses, minutes, trouble } => (Act::Create { uses, minutes }, trouble),
            Step::CreateRepair { connection, trouble } => {
                let at = meant(connection, self.connections.len())?;
                (Act::CreateRepair(*self.connections.get(at)?), trouble)
            }
            Step::Open { link: number, trouble } => {
                let at = link(number)?;
                self.links.get(at)?.token.as_ref()?;
                (Act::Open(at), trouble)
            }
            Step::Choose(number) => (Act::Choose(session(number)?), Trouble::None),
            Step::SignIn { session: number, right, trouble } => {
                (Act::SignIn { session: session(number)?, right }, trouble)
            }
            // A repair asks for no sites here.
            Step::Sites(number) => {
                let at = session(number).filter(|at| !self.reference.repairs(*at))?;
                (Act::Sites(at), Trouble::None)
            }
            Step::Submit { session: number, trouble } => (Act::Submit(session(number)?), trouble),
            Step::Revoke { link: number, trouble } => (Act::Revoke(link(number)?), trouble),
            Step::Extend { link: number, minutes, trouble } => {
                (Act::Extend { link: link(number)?, minutes }, trouble)
            }
            Step::Look(_) | Step::Stranger(_) | Step::Wait { .. } | Step::Work { .. } | Step::Restart => {
                return None;
            }
        })
    }

    /// What comes between the decision and its commit.
    fn meanwhile(&self, trouble: Trouble) -> Option<Act> {
        match trouble {
            Trouble::RevokedMeanwhile(link) => meant(link, self.links.len()).map(Act::Revoke),
            Trouble::SubmittedMeanwhile(session) => meant(session, self.passes.len()).map(Act::Submit),
            _ => None,
        }
    }

    /// One call, that may go wrong at its commit.
    async fn try_it(&mut self, act: Act, trouble: Trouble) -> Checked {
        let other = self.meanwhile(trouble);
        let answer = self.both(act, trouble, other).await?;
        let reached = self.deployment.store.clear();
        let (now, before) = (self.deployment.ls.now(), self.reference.clone());
        if let Some(other) = other.filter(|_| reached) {
            other.refer(&mut self.reference, now);
        }
        let expected = match trouble.writes().filter(|_| reached) {
            None => Some(act.refer(&mut self.reference, now)),
            Some(false) => None,
            Some(true) => {
                // Who did not hear of a session that began does not have it.
                if !matches!(act, Act::Open(_)) {
                    act.refer(&mut self.reference, now);
                }
                None
            }
        };
        self.transcript.push(format!("{act:?}, {trouble:?}: {answer:?}"));
        match (expected, answer) {
            (None, Answer::Lost) => {}
            (Some(expected), Answer::Came(outcome, pass)) if expected == outcome => self.passes.extend(pass),
            (expected, answer) => {
                return Err(
                    format!("{act:?}, {trouble:?}: {answer:?}, not {expected:?}, from {before:?}").into()
                );
            }
        }
        self.learn().await
    }

    /// A call, and what comes between its decision and its commit.
    async fn both(&self, act: Act, trouble: Trouble, other: Option<Act>) -> Checked<Answer> {
        let known = Knowledge { deployment: &self.deployment, links: &self.links, passes: &self.passes };
        let store = &self.deployment.store;
        store.plan(trouble);
        let mut call = pin!(act.call(&known));
        let mut meanwhile = pin!(async {
            store.between.notified().await;
            if let Some(other) = other {
                other.call(&known).await?;
            }
            store.over.notify_one();
            Checked::Ok(())
        });
        tokio::select! {
            biased;
            () = store.dead.notified() => Ok(Answer::Lost),
            over = &mut meanwhile => {
                over?;
                call.await
            }
            answer = &mut call => answer,
        }
    }
}

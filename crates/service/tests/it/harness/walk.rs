use std::sync::Arc;

use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::utility::{UtilityType, UtilityTypes};
use latchstring_service::flow_session::{
    self, FlowPass, Presented, ProviderWish, SignInProgress, SubmitError, Submitted,
};
use latchstring_service::invitation::InvitationView;
use latchstring_service::ports::Answers;
use secrecy::{ExposeSecret as _, SecretString};

use super::{World, origin};

/// A user of the sandbox who signs in at once.
pub(crate) const USERNAME: &str = "sandbox-username";
pub(crate) const PASSWORD: &str = latchstring_sign_in::sandbox::PASSWORD;

pub(crate) fn credentials(username: &str, password: &str) -> Answers {
    Answers::default()
        .with(SignInForm::USERNAME, SecretString::from(username))
        .with(SignInForm::PASSWORD, SecretString::from(password))
}

pub(crate) fn utilities() -> UtilityTypes {
    [UtilityType::Electricity].into()
}

impl World {
    pub(crate) async fn open(&self, invitation: &InvitationView) -> FlowPass {
        let token = invitation.token.as_ref().unwrap();
        flow_session::open(&self.ls, Presented::Invitation(token.expose_secret()), &origin(10))
            .await
            .unwrap()
            .pass
    }

    pub(crate) async fn choose_sandbox(&self, pass: &FlowPass) {
        let wish = ProviderWish::Listed(self.provider.id);
        flow_session::choose_provider(&self.ls, pass, &wish, None, &origin(11)).await.unwrap();
    }

    pub(crate) async fn sign_in(&self, pass: &FlowPass, username: &str, password: &str) -> SignInProgress {
        flow_session::sign_in(&self.ls, pass, credentials(username, password), &origin(12)).await.unwrap()
    }

    pub(crate) async fn choose_sites(&self, pass: &FlowPass) {
        let sites = [self.sites[0].id];
        flow_session::choose_sites(&self.ls, pass, &sites, &utilities()).await.unwrap();
    }

    pub(crate) async fn submit(&self, pass: &FlowPass) -> Result<Submitted, SubmitError> {
        flow_session::submit(&self.ls, pass, &origin(13)).await
    }

    /// A submission and something else in the same moment. The first two rounds are no race: each order comes up, whatever
    /// the scheduler prefers.
    pub(crate) async fn submit_against<T>(
        self: &Arc<Self>,
        round: usize,
        pass: FlowPass,
        rival: impl Future<Output = T>,
    ) -> (Result<Submitted, SubmitError>, T) {
        match round {
            0 => {
                let rival = rival.await;
                (self.submit(&pass).await, rival)
            }
            1 => (self.submit(&pass).await, rival.await),
            _ => {
                let world = Arc::clone(self);
                let submission = tokio::spawn(async move { world.submit(&pass).await });
                // Neither is always the first to come: let the submission begin some steps earlier each time.
                for _ in 0..round % 20 {
                    tokio::task::yield_now().await;
                }
                let rival = rival.await;
                (submission.await.unwrap(), rival)
            }
        }
    }

    /// A session through the invitation that lacks only its submission, signed in as this user of the sandbox.
    pub(crate) async fn ready_as(&self, invitation: &InvitationView, username: &str) -> FlowPass {
        let pass = self.open(invitation).await;
        self.walk_on(&pass, username).await;
        pass
    }

    /// All steps of a session just opened but its submission.
    pub(crate) async fn walk_on(&self, pass: &FlowPass, username: &str) {
        self.choose_sandbox(pass).await;
        assert_eq!(self.sign_in(pass, username, PASSWORD).await, SignInProgress::SignedIn);
        self.choose_sites(pass).await;
    }

    pub(crate) async fn ready(&self, invitation: &InvitationView) -> FlowPass {
        self.ready_as(invitation, USERNAME).await
    }

    /// A connection made through a link of its own by this user of the sandbox.
    pub(crate) async fn connected_as(&self, username: &str) -> Submitted {
        let invitation = self.invite(Some(1), None).await;
        let pass = self.ready_as(&invitation, username).await;
        self.submit(&pass).await.unwrap()
    }

    pub(crate) async fn connected(&self) -> Submitted {
        self.connected_as(USERNAME).await
    }
}

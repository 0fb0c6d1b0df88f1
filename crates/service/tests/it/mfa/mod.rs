//! Forwarded codes, from the signed request to the collector.

mod messages;
mod walks;

use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::{MfaAddress, MfaDomain};
use latchstring_secrets::webhook::WebhookSecret;
use latchstring_service::inbound::{self, ForwardedMessage, Inbound, InboundRefused, SignedRequest};
use latchstring_service::workspace::{self, WorkspaceChanges};
use latchstring_service::{Caller, Latchstring};
use secrecy::ExposeSecret as _;

use crate::harness::{World, origin};

const DOMAIN: &str = "mfa.example.com";
const USER: &str = "sandbox-mfa-forwarding";
const TEXT: &str = "Your code is 482913.";

/// The workspace takes codes; the secret under which they are signed.
async fn takes_codes(ls: &Latchstring, caller: &Caller) -> WebhookSecret {
    let domain = MfaDomain::parse(DOMAIN).unwrap();
    let wish = WorkspaceChanges { mfa_domain: Some(Some(domain)), ..WorkspaceChanges::default() };
    workspace::update(ls, caller, wish).await.unwrap();
    let secret = workspace::rotate_inbound_secret(ls, caller).await.unwrap();
    WebhookSecret::parse(secret.expose_secret()).unwrap()
}

fn address(connection: ConnectionId) -> MfaAddress {
    MfaAddress { connection, domain: MfaDomain::parse(DOMAIN).unwrap() }
}

async fn handed_in(
    world: &World,
    secret: &WebhookSecret,
    id: &str,
    timestamp: i64,
) -> Result<Inbound, InboundRefused> {
    let body = b"{}";
    let signature = secret.sign(id, timestamp, body);
    let request = SignedRequest { id, timestamp, signature: &signature, body };
    let domain = MfaDomain::parse(DOMAIN).ok();
    inbound::authenticate(&world.ls, &request, origin(9), |workspace| workspace.mfa_domain == domain).await
}

/// Hands in a message, signed now.
async fn receive(world: &World, secret: &WebhookSecret, id: &str, connection: ConnectionId, text: &str) {
    let inbound = handed_in(world, secret, id, world.now().unix_seconds()).await.unwrap();
    let message = ForwardedMessage::new("Provider".into(), "Sign in".into(), text.into()).unwrap();
    inbound::receive_mfa(&world.ls, &inbound, Some(&address(connection)), &message).await.unwrap();
}

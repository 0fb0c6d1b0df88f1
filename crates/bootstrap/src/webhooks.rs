//! The way webhooks go, and pictures come.

use std::net::SocketAddr;

use anyhow::Context as _;
use latchstring_webhooks::{GuardedClient, Networks, Policy, PortRange, Sender, TlsRoots};

use crate::config::WebhookSettings;
use crate::ports::GuardedPictures;

/// The sender that the settings ask for, of a server that listens there.
///
/// # Errors
/// When the file of authorities cannot be read or used.
pub(crate) fn sender(settings: &WebhookSettings, listening: SocketAddr) -> anyhow::Result<Sender> {
    if !settings.networks.is_empty() {
        tracing::info!(networks = %settings.networks, "webhooks may be sent to networks that are not on the internet");
    }
    let sender = Sender::new(client(settings, listening)?);
    Ok(if settings.plain_http_in_sandbox { sender.with_plain_http_in_sandbox() } else { sender })
}

/// The way to pictures that customers name the address of. Both are addresses that a customer has a say in, so that an operator
/// allows the same for both, in one place.
///
/// # Errors
/// As for [`sender`].
pub(crate) fn pictures(settings: &WebhookSettings, listening: SocketAddr) -> anyhow::Result<GuardedPictures> {
    client(settings, listening).map(GuardedPictures::new)
}

fn client(settings: &WebhookSettings, listening: SocketAddr) -> anyhow::Result<GuardedClient> {
    let roots = match &settings.ca_file {
        Some(path) => {
            let name = path.display();
            let pem =
                std::fs::read(path).with_context(|| format!("webhooks.ca_file {name} cannot be read"))?;
            let roots = TlsRoots::default().with_pem(&pem);
            roots.with_context(|| format!("webhooks.ca_file {name} cannot be used"))?
        }
        None => TlsRoots::default(),
    };
    let policy = Policy::default()
        .with_networks(settings.networks.clone())
        .with_ports(settings.ports.clone())
        .with_own_ports(vec![listening.port()]);
    GuardedClient::new(policy, &roots).context("webhooks cannot be encrypted")
}

/// What a quickstart allows: a receiver on this machine, at any port and without encryption, so that a newcomer can watch a
/// webhook arrive.
pub(crate) fn on_this_machine() -> WebhookSettings {
    WebhookSettings {
        networks: Networks::loopback(),
        ports: vec![PortRange::ANY],
        plain_http_in_sandbox: true,
        ca_file: None,
    }
}

//! The way webhooks go.

use std::net::SocketAddr;

use anyhow::Context as _;
use latchstring_webhooks::{GuardedClient, Networks, Policy, PortRange, Sender, TlsRoots};

use crate::config::WebhookSettings;

/// The sender that the settings ask for, of a server that listens there.
///
/// # Errors
/// When the file of authorities cannot be read or used.
pub(crate) fn sender(settings: &WebhookSettings, listening: SocketAddr) -> anyhow::Result<Sender> {
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
    if !settings.networks.is_empty() {
        tracing::info!(networks = %settings.networks, "webhooks may be sent to networks that are not on the internet");
    }
    let policy = Policy::default()
        .with_networks(settings.networks.clone())
        .with_ports(settings.ports.clone())
        .with_own_ports(vec![listening.port()]);
    let client = GuardedClient::new(policy, &roots).context("webhooks cannot be encrypted")?;
    let sender = Sender::new(client);
    Ok(if settings.plain_http_in_sandbox { sender.with_plain_http_in_sandbox() } else { sender })
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

//! Webhooks through the loop, to receivers on real sockets, in real time: paused time and sockets do not go together.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use latchstring_dispatch::{DispatchOptions, Dispatcher, Waker};
use latchstring_domain::id::{ConnectionId, EndpointId};
use latchstring_domain::webhook::{Delivery, DeliveryState, EndpointUrl, EventType, EventTypes};
use latchstring_service::Latchstring;
use latchstring_service::webhook::{self, CreateEndpoint, ListDeliveries};
use latchstring_webhooks::{GuardedClient, Networks, Policy, PortRange, Sender, TlsRoots};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use crate::common::{Running, Script, World, never_polling};

struct Nothing;

#[async_trait]
impl Script for Nothing {
    async fn play(&self, _: ConnectionId) {}
}

/// A receiver that counts what comes, and answers with this status, or never.
async fn receiver(status: Option<u16>) -> (SocketAddr, watch::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (came, seen) = watch::channel(0);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let came = came.clone();
            tokio::spawn(async move {
                let mut bytes = vec![0; 16 * 1024];
                let _ = stream.read(&mut bytes).await;
                came.send_modify(|count| *count += 1);
                match status {
                    Some(status) => {
                        let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n");
                        let _ = stream.write_all(answer.as_bytes()).await;
                        let _ = stream.shutdown().await;
                    }
                    None => std::future::pending().await,
                }
            });
        }
    });
    (address, seen)
}

/// A deployment whose loop sends, with the bell in its use cases.
struct Sending {
    world: World,
    ls: Latchstring,
    waker: Waker,
}

impl Sending {
    async fn new() -> Self {
        let world = World::new(Arc::new(Nothing)).await;
        let waker = Waker::default();
        let ls = world.ls.clone().with_plain_http_in_sandbox().with_bell(Arc::new(waker.clone()));
        Self { world, ls, waker }
    }

    async fn endpoint(&self, address: SocketAddr, types: &[EventType]) -> EndpointId {
        let wish = CreateEndpoint {
            url: EndpointUrl::parse(&format!("http://{address}/")).unwrap(),
            description: None,
            types: EventTypes::new(types.iter().copied()),
            headers: None,
            secret: None,
            enabled: true,
        };
        webhook::create(&self.ls, &self.world.caller, wish).await.unwrap().endpoint.id
    }

    fn run(&self, options: DispatchOptions) -> Running {
        let policy = Policy::default().with_networks(Networks::loopback()).with_ports(vec![PortRange::ANY]);
        let client = GuardedClient::new(policy, &TlsRoots::default()).unwrap();
        let sender = Sender::new(client).with_plain_http_in_sandbox();
        let stop = CancellationToken::new();
        let dispatcher = Dispatcher::new(self.ls.clone(), options).with_sender(sender);
        let dispatcher = dispatcher.with_waker(self.waker.clone());
        Running { task: tokio::spawn(dispatcher.run(stop.clone())), stop, waker: self.waker.clone() }
    }

    async fn deliveries(&self, endpoint_id: EndpointId) -> Vec<Delivery> {
        let wish = ListDeliveries { endpoint_id, status: None, after: None, per_page: 500 };
        webhook::deliveries(&self.ls, &self.world.caller, wish).await.unwrap().items
    }
}

async fn until(seen: &mut watch::Receiver<usize>, count: usize) {
    let came = timeout(Duration::from_secs(20), seen.wait_for(|came| *came >= count)).await.is_ok();
    assert!(came, "only {} came", *seen.borrow());
}

#[tokio::test]
async fn what_happens_is_sent_at_once_although_nobody_looks_without_a_reason() {
    let sending = Sending::new().await;
    let (address, mut seen) = receiver(Some(204)).await;
    let id = sending.endpoint(address, &[EventType::ConnectionCreated]).await;
    let running = sending.run(never_polling());
    sending.world.promise_with(&sending.ls).await;
    until(&mut seen, 1).await;
    running.stop().await;
    let [delivery] = sending.deliveries(id).await.try_into().unwrap();
    assert!(
        matches!(delivery.state, DeliveryState::Delivered { .. }),
        "what is in hand is ended before a stop"
    );
}

/// T109: a burst to an endpoint that takes connections and never answers holds up nobody else's webhooks.
#[tokio::test]
async fn t109_a_stuck_endpoint_delays_nobody_else() {
    let sending = Sending::new().await;
    let (stuck, mut hanging) = receiver(None).await;
    sending.endpoint(stuck, &[EventType::ConnectionCreated]).await;
    // Fewer hands than the burst has messages, so that without turns all of them would hang.
    let running = sending.run(DispatchOptions { senders: 6, per_endpoint: 4, ..never_polling() });
    for _ in 0..20 {
        sending.world.promise_with(&sending.ls).await;
    }
    until(&mut hanging, 4).await;

    let (well, mut seen) = receiver(Some(200)).await;
    let id = sending.endpoint(well, &[EventType::ConnectionCreated]).await;
    let began = Instant::now();
    for number in 1..=5 {
        sending.world.promise_with(&sending.ls).await;
        until(&mut seen, number).await;
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    assert!(*hanging.borrow() <= 6, "one endpoint does not get all hands: {}", *hanging.borrow());
    let all = sending.deliveries(id).await;
    assert_eq!(all.len(), 5);
    running.task.abort();
}

#[tokio::test]
async fn an_endpoint_that_is_gone_is_left_alone() {
    let sending = Sending::new().await;
    let (address, mut seen) = receiver(Some(410)).await;
    let id = sending.endpoint(address, &[]).await;
    let running = sending.run(never_polling());
    sending.world.promise_with(&sending.ls).await;
    until(&mut seen, 1).await;
    running.stop().await;
    let endpoint = webhook::get(&sending.ls, &sending.world.caller, id).await.unwrap();
    assert!(!endpoint.is_enabled());
}

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use latchstring_storage::Store;

type Cleanup = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A fresh, empty store for one case, and what is to be done when the case is over.
pub struct Harness {
    store: Arc<dyn Store>,
    cleanup: Option<Cleanup>,
}

impl fmt::Debug for Harness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Harness")
    }
}

impl Harness {
    /// A store that needs nothing afterwards.
    pub fn new(store: impl Store + 'static) -> Self {
        Self { store: Arc::new(store), cleanup: None }
    }

    /// Runs this after the case, whether it passed or failed: dropping a database, or a value that holds a temporary
    /// directory.
    #[must_use]
    pub fn afterwards(self, cleanup: impl Future<Output = ()> + Send + 'static) -> Self {
        Self { cleanup: Some(Box::pin(cleanup)), ..self }
    }
}

/// Runs one case on a store of its own. [`crate::contract!`] calls it for each.
pub async fn run<F>(harness: Harness, case: impl FnOnce(Arc<dyn Store>) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let Harness { store, cleanup } = harness;
    let result = tokio::spawn(case(store)).await;
    if let Some(cleanup) = cleanup {
        cleanup.await;
    }
    if let Err(failed) = result {
        std::panic::resume_unwind(failed.into_panic());
    }
}

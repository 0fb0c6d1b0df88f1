use std::any::type_name;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use http::Extensions;

/// What handlers have found out of a request by the time it fails, for the face that says so: whose page it is, say, or which way
/// leads on. A face is asked after the handler has gone, by a timeout or a panic even, so nothing can be handed to it.
///
/// One value of each type. The clones of a request's context share it; nobody else sees it.
#[derive(Clone, Default)]
pub struct Notes(Arc<Mutex<Extensions>>);

impl Notes {
    /// Leaves a note, in the place of an earlier one of its type.
    pub fn leave<T: Clone + Send + Sync + 'static>(&self, note: T) {
        // Inserting leaves the map whole, so one who panicked here has spoiled nothing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(note);
    }

    /// The note of this type, if one was left.
    #[must_use]
    pub fn find<T: Clone + Send + Sync + 'static>(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get::<T>().cloned()
    }
}

impl fmt::Debug for Notes {
    /// What a note says is not known here, and so not whether it may be shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<Self>())
    }
}

impl PartialEq for Notes {
    /// Whether both are of the same request.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Notes {}

#![doc = include_str!("../README.md")]

mod checkpoints;
mod dispatcher;
mod lane;
mod mail;
mod options;
mod visits;
mod waker;
mod webhooks;
mod work;

pub use dispatcher::Dispatcher;
pub use options::DispatchOptions;
pub use visits::VisitRecorder;
pub use waker::Waker;

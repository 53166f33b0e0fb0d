//! The job that triggers every failed failure callback again.

mod entries;
mod fire;
mod on_the_emulator;
mod pace;
mod receiver;
mod scripted;

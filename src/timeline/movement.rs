//! What the figure does in each phase: the poses that the body goes through, and in which time.

use std::sync::Arc;
use std::time::Duration;

use super::{Kind, Phase};
use crate::figure::skeleton::ease;
use crate::figure::{Figure, Stance};
use crate::routine::Breath;

/// How long the body takes to the next pose where nothing else says it.
const UNHURRIED: Duration = Duration::from_secs(5);

/// What a step shows on one side: its figure, and every pose of it; both are mirrored already
/// where that side is the left.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    pub figure: Figure,
    /// The starting position first; all others in the order in which the step names them.
    pub poses: Vec<Stance>,
    /// Whether it has a side, so that another scene is its mirror.
    pub sided: bool,
}

/// What the body does in a phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Movement {
    /// The same for all phases of a step on one side, so that `Arc::ptr_eq` tells whether the
    /// scene changes.
    pub scene: Arc<Scene>,
    /// The poses that the body goes through, as places in [`Scene::poses`]: a single one where it
    /// keeps still. The last is where it is at the end of the phase.
    pub path: Arc<[u8]>,
    /// How long it takes to go through the path, again and again; left out, it goes through it
    /// once.
    pub every: Option<Duration>,
}

/// What a step asks of the body, before it is known on which side and in which phase.
pub(crate) struct StepMovement {
    pub figure: Figure,
    /// The places of its poses in [`Scene::poses`].
    pub pose: Option<u8>,
    pub inhale: Option<u8>,
    pub around: Vec<u8>,
    /// Where the body is at the end of each part of a repetition; `None` where it stays.
    pub parts: Vec<Option<u8>>,
}

/// The place of the starting position in [`Scene::poses`].
const START: u8 = 0;

impl Movement {
    pub fn is_still(&self) -> bool {
        self.path.len() < 2
    }

    /// The pose at the end of the phase.
    pub fn end(&self) -> &Stance {
        &self.scene.poses[self.path.last().map_or(0, |&last| usize::from(last))]
    }

    fn pose(&self, nth: usize) -> &Stance {
        &self.scene.poses[usize::from(self.path[nth.min(self.path.len() - 1)])]
    }
}

impl Phase {
    /// Between which two poses the body is, and how far it is from one to the other (0 to 1), when
    /// so much of this phase has passed.
    pub fn body_at(&self, passed: Duration) -> Option<(&Stance, &Stance, f32)> {
        let movement = self.figure.as_ref()?;
        let ways = (movement.path.len() - 1).max(1);
        // Nobody knows how long a person waits.
        let length = self.length.filter(|_| self.kind != Kind::Wait);
        let usual = length.map_or(UNHURRIED * ways as u32, |length| length.most);
        let whole = movement.every.unwrap_or(usual).as_secs_f32().max(1e-3);
        let rounds = passed.as_secs_f32() / whole;
        // Who walks does not stop in every pose.
        let (along, eases): (f32, fn(f32) -> f32) = match movement.every {
            Some(_) => (rounds.fract(), |part| part),
            None => (rounds.min(1.0), ease),
        };
        let along = along * ways as f32;
        let from = (along as usize).min(ways - 1);
        let part = eases(along - from as f32);
        Some((movement.pose(from), movement.pose(from + 1), part))
    }
}

impl StepMovement {
    /// What the body does in a phase of this step, after the phase before it.
    pub fn in_phase(
        &self,
        phase: &Phase,
        scene: &Arc<Scene>,
        before: Option<&Phase>,
    ) -> Option<Movement> {
        let before = before.and_then(|before| before.figure.as_ref());
        let before = before.filter(|before| Arc::ptr_eq(&before.scene, scene));
        let here = before
            .and_then(|before| before.path.last().copied())
            .unwrap_or(START);
        let works = phase.kind.is_work();
        let mut path = match (phase.kind, self.pose) {
            (Kind::Off(_), _) => return None,
            _ if works && !self.around.is_empty() => self
                .around
                .iter()
                .chain(self.around.first())
                .copied()
                .collect(),
            (Kind::Ready | Kind::Wait, Some(pose)) => vec![here, pose],
            (Kind::Rest, Some(pose)) => vec![here, START, pose],
            (Kind::Change, Some(pose)) => vec![START, pose],
            (_, Some(pose)) => vec![pose],
            (Kind::Rest, None) => vec![here, START],
            _ if !works => vec![START],
            _ => {
                let part = phase.part.map_or(1, |part| part.nth) as usize;
                let named = self.parts.get(part - 1).copied().flatten();
                let breath = self.inhale.and_then(|inhale| match phase.breath {
                    Some(Breath::In) => Some(inhale),
                    Some(Breath::Out) => Some(START),
                    _ => None,
                });
                vec![here, named.or(breath).unwrap_or(here)]
            }
        };
        path.dedup();
        let goes_round = works && !self.around.is_empty();
        Some(Movement {
            scene: scene.clone(),
            path: path.into(),
            every: self
                .figure
                .every
                .filter(|_| goes_round)
                .map(|every| every.0),
        })
    }
}

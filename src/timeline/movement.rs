//! What the figure does in each phase: the poses that the body goes through, and in which time.

use std::sync::Arc;
use std::time::Duration;

use super::{Kind, Phase, Timeline};
use crate::figure::skeleton::ease;
use crate::figure::{BodyMoment, Fill, Scene, Stance, whole_pose};
use crate::routine::figure::{Figure, PoseName};
use crate::routine::{Breath, Routine, Side, Step};

/// How long the body takes to the next pose where nothing else says it.
const UNHURRIED: Duration = Duration::from_secs(4);

/// So long a pose is held where one repetition is only shown.
const HELD: Duration = Duration::from_secs(3);

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
    /// The scene of the other side and the pose in it that the body comes from, where the side
    /// changes: the way from there comes before the path.
    pub other: Option<(Arc<Scene>, u8)>,
}

/// What a step asks of the body, before it is known on which side and in which phase.
pub(super) struct StepMovement {
    /// On the left, where it has sides, and on the right, as written.
    scenes: [Option<Arc<Scene>>; 2],
    /// The places of its poses in [`Scene::poses`].
    pose: Option<u8>,
    inhale: Option<u8>,
    around: Vec<u8>,
    every: Option<Duration>,
    /// Where the body is at the end of each part of a repetition on the right, and on the left;
    /// `None` where it stays.
    parts: [Vec<Option<u8>>; 2],
}

/// The place of the starting position in [`Scene::poses`].
const START: u8 = 0;

impl Movement {
    pub fn is_still(&self) -> bool {
        self.path.len() < 2 && self.other.is_none()
    }

    /// The pose at the end of the phase.
    pub fn end(&self) -> &Stance {
        &self.scene.poses[self.path.last().map_or(0, |&last| usize::from(last))]
    }

    /// The body before this begins, still.
    pub(super) fn before_it(&self) -> Movement {
        let path = self.path[..1].into();
        Movement { path, every: None, other: None, ..self.clone() }
    }

    /// All the poses that it goes through.
    fn poses(&self) -> Vec<&Stance> {
        let other = self.other.iter().map(|(scene, at)| (scene, *at));
        let path = self.path.iter().map(|at| (&self.scene, *at));
        let all = other.chain(path);
        all.map(|(scene, at)| &scene.poses[usize::from(at)]).collect()
    }
}

impl Phase {
    /// Where the body is when so much of this phase has passed; `None` where there is no figure.
    pub fn body_at(&self, passed: Duration) -> Option<BodyMoment<'_>> {
        let movement = self.figure.as_ref()?;
        let poses = movement.poses();
        let ways = (poses.len() - 1).max(1);
        // Nobody knows how long a person waits.
        let length = self.length.filter(|_| self.kind != Kind::Wait);
        let usual = length.map_or(UNHURRIED * ways as u32, |length| length.most);
        let whole = movement.every.unwrap_or(usual).as_secs_f32().max(1e-3);
        let rounds = passed.as_secs_f32() / whole;
        let along = match movement.every {
            Some(_) => rounds.fract() * ways as f32,
            None => rounds.min(1.0) * ways as f32,
        };
        let from = (along as usize).min(ways - 1);
        let other = movement.other.as_ref().filter(|_| from == 0);
        Some(BodyMoment {
            scene: &movement.scene,
            from: poses[from],
            to: poses[(from + 1).min(poses.len() - 1)],
            // Who walks does not stop in every pose.
            part: match movement.every {
                Some(_) if self.kind != Kind::Rep => along - from as f32,
                _ => ease(along - from as f32),
            },
            moves: poses.len() > 1 && (movement.every.is_some() || rounds < 1.0),
            other: other.map(|(scene, _)| &**scene),
        })
    }

    /// Until the body is still at its end; where it keeps still all the time, so long that one
    /// looks at it.
    fn body_takes(&self) -> Option<Duration> {
        let movement = self.figure.as_ref()?;
        let length = self.length.map_or(UNHURRIED, |length| length.most);
        Some(match movement.every {
            Some(every) => every,
            None if movement.is_still() => length.min(HELD),
            None => length,
        })
    }
}

impl Timeline {
    /// One repetition of the first step from there on that has a figure, again and again: the phase that is shown after so long, how much of it has passed, and how much of it is
    /// still to come. A repetition that does not lead back to its start is played backwards then.
    pub fn repetition_at(
        &self,
        from: usize,
        time: Duration,
    ) -> Option<(&Phase, Duration, Duration)> {
        let phases = self.phases().get(from..)?;
        let works = |phase: &Phase| phase.kind.is_work() && phase.figure.is_some();
        let first = phases.iter().position(works)?;
        let rep = |phase: &Phase| (phase.run, phase.rep, phase.set, phase.side);
        let same = |phase: &&Phase| works(phase) && rep(phase) == rep(&phases[first]);
        let last = first + phases[first..].iter().take_while(same).count();
        // The body may go into its position only before the first work.
        let moves = |phase: &Phase| phase.figure.as_ref().is_some_and(|it| !it.is_still());
        let begin = first - usize::from(first > 0 && moves(&phases[first - 1]));
        let shown = &phases[begin..last];
        let takes = |phase: &Phase| phase.body_takes().unwrap_or_default();
        let whole: Duration = shown.iter().map(takes).sum();
        let path = |phase: &Phase| Some(phase.figure.as_ref()?.path.clone());
        let closed = path(shown.first()?)?.first() == path(shown.last()?)?.last();
        let round = if closed { whole } else { 2 * whole };
        let mut at = Duration::from_nanos((time.as_nanos() % round.as_nanos().max(1)) as u64);
        let back = at >= whole;
        if back {
            at = round - at;
        }
        for phase in shown {
            let takes = takes(phase);
            if at < takes || back && at == takes {
                return Some((phase, at, if back { at } else { takes - at }));
            }
            at -= takes;
        }
        None
    }
}

impl StepMovement {
    /// What a step of this routine asks of the body; `None` where it has no figure, or names a
    /// pose that there is not, which the check has told.
    pub fn of(step: &Step, routine: &Routine, sided: bool) -> Option<StepMovement> {
        let figure = figure_of(step, routine)?;
        let mut names: Vec<PoseName> = vec![figure.start().into()];
        let mut place = |name: &PoseName| {
            let known = names.iter().position(|known| known == name);
            known.unwrap_or_else(|| {
                names.push(name.clone());
                names.len() - 1
            }) as u8
        };
        let pose = figure.pose.as_ref().map(&mut place);
        let inhale = figure.inhale.as_ref().map(&mut place);
        let around = figure.around().iter().map(&mut place).collect();
        let parts = [Side::Right, Side::Left].map(|side| {
            let parts = step.parts(Some(side)).iter();
            parts.map(|part| part.pose.as_ref().map(&mut place)).collect()
        });
        let poses = names.iter().map(|name| whole_pose(name, &routine.poses));
        let poses = poses.collect::<Option<_>>()?;
        let every = figure.every.map(|every| every.0);
        let right = Scene { figure, poses, sided };
        Some(StepMovement {
            scenes: [sided.then(|| right.mirror()), Some(right)].map(|side| side.map(Arc::new)),
            pose,
            inhale,
            around,
            every,
            parts,
        })
    }

    /// What the body does in a phase of this step, after the phase before it.
    pub fn in_phase(&self, phase: &Phase, before: Option<&Phase>) -> Option<Movement> {
        let side = usize::from(phase.side != Some(Side::Left));
        let scene = self.scenes[side].as_ref()?;
        let before = before.and_then(|before| before.figure.as_ref());
        let is_in = |before: &&Movement, scene| Arc::ptr_eq(&before.scene, scene);
        let other = self.scenes[1 - side].as_ref();
        let other = other.and_then(|other| before.filter(|before| is_in(before, other)));
        let other = other.and_then(|other| Some((other.scene.clone(), *other.path.last()?)));
        let before = before.filter(|before| is_in(before, scene));
        let here = before.and_then(|before| before.path.last().copied()).unwrap_or(START);
        let works = phase.kind.is_work();
        let goes_round = works && !self.around.is_empty();
        let mut path = match (phase.kind, self.pose) {
            (Kind::Off(_), _) => return None,
            _ if goes_round => {
                let first = self.around.first();
                self.around.iter().chain(first).copied().collect()
            }
            (Kind::Ready | Kind::Wait, Some(pose)) => vec![here, pose],
            (Kind::Rest, Some(pose)) => vec![here, START, pose],
            (Kind::Change, Some(pose)) => vec![START, pose],
            (Kind::Rep, Some(pose)) => vec![START, pose, START],
            (_, Some(pose)) => vec![pose],
            (Kind::Rest, None) => vec![here, START],
            _ if !works => vec![START],
            _ => {
                let part = phase.part.map_or(1, |part| part.nth) as usize;
                let named = self.parts[side].get(part - 1).copied().flatten();
                let breath = self.inhale.and_then(|inhale| match phase.breath {
                    Some(Breath::In) => Some(inhale),
                    Some(Breath::Out) => Some(START),
                    _ => None,
                });
                vec![here, named.or(breath).unwrap_or(here)]
            }
        };
        path.dedup();
        let ways = path.len() as u32 - 1;
        let every = if phase.is_own_pace() && ways > 0 {
            Some(self.every.unwrap_or(UNHURRIED * ways))
        } else {
            self.every.filter(|_| goes_round)
        };
        Some(Movement {
            scene: scene.clone(),
            path: path.into(),
            every,
            other: other.filter(|_| every.is_none()),
        })
    }
}

/// The figure of a step: its own over the routine's. What only waits has none but its own.
pub fn figure_of(step: &Step, routine: &Routine) -> Option<Figure> {
    let usual = &routine.figure;
    match (step, step.figure().cloned()) {
        (Step::Repeat(_) | Step::Include(_), _) => None,
        (Step::Rest(_) | Step::Wait(_), None) => None,
        (_, Some(mut own)) => {
            usual.iter().for_each(|usual| own.fill(usual));
            Some(own)
        }
        (_, None) => usual.clone(),
    }
}

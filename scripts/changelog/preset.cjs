'use strict';

/**
 * What `lerna version` writes into each package's CHANGELOG.md: the subjects of the commits that touched
 * it, which here are sentences that say what somebody gets. Whoever releases chooses the version.
 */
module.exports = () => ({
  parserOpts: { headerPattern: /^(.*)$/, headerCorrespondence: ['subject'] },
  writerOpts: {
    transform: (/** @type {{ subject?: string }} */ { subject }) =>
      subject ? { subject, notes: [], references: [] } : undefined,
    mainTemplate:
      '## {{version}} ({{date}})\n\n{{#each commitGroups}}{{#each commits}}- {{subject}}\n{{/each}}{{/each}}\n',
  },
  recommendedBumpOpts: { whatBump: () => ({ level: 1 }) },
});

/** The register rounds cash as the server does (rule M12): the vectors of `cash.json`. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { roundToStep } from '../../Sources/Web/Public/register/tender.js';

const { vectors } = JSON.parse(readFileSync(new URL('../Fixtures/pricing/cash.json', import.meta.url), 'utf8'));

for (const vector of vectors) {
  test(`cash: ${vector.name}`, () => {
    const payable = roundToStep(vector.amount, vector.step);
    assert.equal(payable, vector.payable);
    assert.equal(payable - vector.amount, vector.rounding);
  });
}

/**
 * The learners' copy: {@code StripProgram} leaves files out, {@code LearnersText} sentences.
 */
package com.example.tools.strip;

import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());

const project = { 'go.mod': 'module example.com/shop\n\ngo 1.21\n\nrequire github.com/gin-gonic/gin v1.10.0\n' };

describe('endpoints in projects with gin', () => {
  test('are made, and registered one behind the other', async () => {
    let files: Record<string, string> = project;
    for (const text of ['Add an endpoint GET /users/:id that echoes', 'Add an endpoint POST /users with body age: integer returning 201'])
      files = applied(await ask(engine, text, files, { language: 'go' }), files);
    const code = files['server.go'] ?? '';
    expect(code).toContain(
      '\trouter.GET("/users/:id", handleGetUsersByID)\n\trouter.POST("/users", handlePostUsers)\n\tlog.Fatal(router.Run(',
    );
    expect(code).toContain('c.JSON(http.StatusBadRequest, gin.H{"error": "age must be an integer"})');
    // Nothing of net/http's handlers is left in a handler of gin.
    expect(code).not.toMatch(/\b[wr]\.(?:Body|Header|URL|Write)/);
  });

  test('are not made twice, and go behind what is set up there', async () => {
    const main =
      'package main\n\nimport "github.com/gin-gonic/gin"\n\nfunc main() {\n\tr := gin.New()\n\tr.Use(gin.Recovery())\n\tr.GET("/ping", ping)\n\tr.Run()\n}\n\nfunc ping(c *gin.Context) {\n\tc.String(200, "pong")\n}\n';
    const files = { ...project, 'main.go': main };
    const again = await ask(engine, 'Add an endpoint GET /ping that says "pong"', files, { language: 'go' });
    expect([again.edits, again.text]).toEqual([[], expect.stringContaining('already')]);
    const added = applied(await ask(engine, 'Add an endpoint DELETE /users/:id with status 204', files, { language: 'go' }), files);
    expect(added['main.go']).toContain('\tr.GET("/ping", ping)\n\tr.DELETE("/users/:id", handleDeleteUsersByID)\n\tr.Run()\n');
  });
});
